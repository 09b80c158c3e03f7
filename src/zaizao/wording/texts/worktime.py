"""Words for the clock: what may be wrong with a calendar or a moment, and how a deadline is derived."""

TEXTS: dict[str, tuple[str, str]] = {
    # Refusals
    "deadline-malformed": ("期限无法计算", "This deadline cannot be computed"),
    "limit-negative": ("时限不能是负数：{amount}", "A limit cannot be negative: {amount}"),
    "moment-naive": (
        "时刻 {moment} 没有写明时区，请写成如 2026-02-10T09:00+08:00",
        "The moment {moment} names no zone; write for example 2026-02-10T09:00+08:00",
    ),
    "calendar-out-of-range": (
        "计算超出了日历的范围（{first} 至 {last}）",
        "The count leaves the days that the calendar knows ({first} to {last})",
    ),
    "suspension-malformed": (
        "中止期间写反了或前后不一致：{first} 至 {last}",
        "This stop of the clock ends before it begins or disagrees with itself: {first} to {last}",
    ),
    "unit-not-days": (
        "成批计算只接受以日、月、年计的时限，不接受单位 {unit}",
        "Whole columns are counted in days, months or years, not in {unit}",
    ),
    "office-hours-malformed": (
        "开放时间“{text}”写法不对，应如 9:00-12:00,13:30-17:00",
        "“{text}” is not an opening time; write for example 9:00-12:00,13:30-17:00",
    ),
    "office-hours-overlap": (
        "开放时间重叠、写反或超出一天：{text}",
        "Opening times overlap, run backwards or leave the day: {text}",
    ),
    "office-hours-week": (
        "一周的开放时间应写七天，现有 {days} 天",
        "A week of opening times has seven days, not {days}",
    ),
    "country-unknown": (
        "没有这个国家或地区的日历：{country} {subdivision}",
        "No calendar of this country or subdivision is known: {country} {subdivision}",
    ),
    # Calendar files
    "calendar-malformed": ("日历文件有误", "The calendar file has faults"),
    "calendar-unreadable": ("日历文件打不开：{detail}", "The calendar file cannot be opened: {detail}"),
    "calendar-field-missing": ("缺少“{field}”", "“{field}” is missing"),
    "calendar-field-unknown": (
        "不认识“{field}”，此处可写：{expected}",
        "“{field}” is not known here; possible: {expected}",
    ),
    "calendar-field-kind": ("此处应为{expected_zh}", "Expected here: {expected_en}"),
    "calendar-field-value": ("“{text}”不对，应为：{expected}", "“{text}” does not fit; expected: {expected}"),
    "calendar-date": (
        "“{text}”不是日期，应写成如 2026-02-17",
        "“{text}” is not a date; write for example 2026-02-17",
    ),
    "calendar-plan-empty": (
        "没有列出任何一天：放假安排公布以前请不要导入",
        "No day is listed: import a year only when its holidays are announced",
    ),
    "calendar-no-workday": ("七天都休息，就没有工作日了", "With seven days of rest there is no working day"),
    "calendar-day-twice": ("{day} 写了两次", "{day} is written twice"),
    "calendar-year-twice": ("{year} 年写了两次", "The year {year} is written twice"),
    "calendar-day-far": (
        "{day} 不在 {year} 年，也不与它相邻",
        "{day} lies neither in {year} nor in a neighbouring year",
    ),
    "calendar-year-range": (
        "{year} 年不在日历的范围内（{first} 至 {last}）",
        "The year {year} is outside the calendar ({first} to {last})",
    ),
    # How a deadline came about, line by line
    "deadline-heading": ("{limit}，自 {start} 起", "{limit} from {start}"),
    "deadline-month": ("{year}年{month}月", "{iso}"),
    "deadline-period": ("{first}至{last}", "{first} to {last}"),
    "deadline-line": ("{when}　{words}", "{when}: {words}"),
    "deadline-rule-with-basis": ("{sentence}（{basis}）", "{sentence} ({basis})"),
    "deadline-day-start": ("起算日，不计", "day zero, not counted"),
    "deadline-day-counted": ("第{n}日", "day {n}"),
    "deadline-day-makeup": ("第{n}日（调休上班）", "day {n} (make-up workday)"),
    "deadline-day-holiday": ("{name}放假，不计", "{name}, not counted"),
    "deadline-day-rest": ("休息日，不计", "weekly rest, not counted"),
    "deadline-day-suspended": ("停止计时，不计", "clock stopped, not counted"),
    "deadline-day-suspended-named": ("{name}，停止计时，不计", "{name}: clock stopped, not counted"),
    "deadline-day-carried": ("期满日遇休息日，顺延", "a day off, so the end moves on"),
    "deadline-day-landed": ("顺延至此日届满", "the end comes to rest here"),
    "deadline-day-time": ("计 {minutes} 分钟", "{minutes} {minutes:minute|minutes} counted"),
    "deadline-day-closed": ("没有可计的时间", "no time to count"),
    "deadline-days-counted": ("第{from_n}日至第{to_n}日", "days {from_n} to {to_n}"),
    "deadline-days-makeup": ("第{from_n}日至第{to_n}日（调休上班）", "days {from_n} to {to_n} (make-up workdays)"),
    "deadline-days-holiday": ("{name}放假，{days} 天不计", "{name}, {days} {days:day|days} not counted"),
    "deadline-days-rest": ("休息日，{days} 天不计", "weekly rest, {days} {days:day|days} not counted"),
    "deadline-days-suspended": ("停止计时，{days} 天不计", "clock stopped, {days} {days:day|days} not counted"),
    "deadline-days-suspended-named": (
        "{name}，停止计时，{days} 天不计",
        "{name}: clock stopped, {days} {days:day|days} not counted",
    ),
    "deadline-days-carried": (
        "期满日遇休息日，顺延 {days} 天",
        "days off, so the end moves on by {days} {days:day|days}",
    ),
    "deadline-days-landed": ("顺延至此届满", "the end comes to rest here"),
    "deadline-days-closed": ("没有可计的时间", "no time to count"),
    "deadline-month-counted": (
        "计 {days} 日（第{from_n}日至第{to_n}日），不计 {rest} 日",
        "{days} counted (days {from_n} to {to_n}), {rest} not counted",
    ),
    "deadline-month-uncounted": ("不计 {rest} 日", "none counted, {rest} not counted"),
    # The rules that were used
    "deadline-limit": ("时限为{limit}", "The limit is {limit}"),
    "deadline-first-day": (
        "{start}为起算日，当日不计，从{first}起计算",
        "{start} is day zero and is not counted; the count begins on {first}",
    ),
    "deadline-same-day": ("当日（{start}）办结", "To be finished on the same day, {start}"),
    "deadline-starts-at-once": ("按小时、分钟计，自 {start} 起即时计算", "Hours and minutes run at once, from {start}"),
    "deadline-working-days": (
        "按工作日计算，休息日和法定节假日不计",
        "Working days count; weekly rest and statutory holidays do not",
    ),
    "deadline-office-time": (
        "只计办公时间；延时、错时和节假日服务可以收件，不计入办理时间",
        "Only office time counts; extended service takes applications in and leaves the clock as it is",
    ),
    "deadline-holiday": (
        "{first}至{last}{name}放假，共 {days} 天不计",
        "{name} from {first} to {last}: {days} {days:day|days} not counted",
    ),
    "deadline-holiday-day": ("{first}{name}放假，不计", "{name} on {first}: not counted"),
    "deadline-makeup": ("{days}为调休上班日，照计", "Make-up workdays that count: {days}"),
    "deadline-suspended": (
        "{first}至{last}停止计时，首尾两日均不计",
        "The clock stood still from {first} to {last}, both days included",
    ),
    "deadline-suspended-named": (
        "{first}至{last}因{ground}停止计时，首尾两日均不计",
        "The clock stood still from {first} to {last}, both days included: {ground}",
    ),
    "deadline-suspended-day": ("{first}停止计时，当日不计", "The clock stood still on {first}"),
    "deadline-suspended-day-named": (
        "{first}因{ground}停止计时，当日不计",
        "The clock stood still on {first}: {ground}",
    ),
    "deadline-paused": (
        "自{first}起停止计时，尚未恢复",
        "The clock has stood still since {first} and has not started again",
    ),
    "deadline-paused-named": (
        "自{first}起因{ground}停止计时，尚未恢复",
        "The clock has stood still since {first} and has not started again: {ground}",
    ),
    "deadline-extended": ("经批准延长{limit}", "Extended by {limit}"),
    "deadline-extended-named": ("经批准延长{limit}，理由：{ground}", "Extended by {limit}: {ground}"),
    "deadline-corresponding-day": (
        "按月、年计算，到期月的对应日为最后一日；没有对应日的，月末日为最后一日（起算日为{day}）",
        "Months and years end on the day corresponding to {day}, or on the last day of the month when there is none",
    ),
    "deadline-rolled": (
        "期间最后一日{day}不是工作日，顺延至{last}",
        "The last day, {day}, is a day off or stopped, so the period ends on {last}",
    ),
    "deadline-due-midnight": ("截止时间为{last}24:00", "The period ends on {last} at 24:00"),
    "deadline-due-close": ("截止时间为{due}停止办公时", "The period ends at close of business, {due}"),
    "deadline-due-moment": ("截止时间为{due}", "The period ends on {due}"),
    "deadline-open": ("计时恢复以前，不能确定截止日", "Until the clock starts again, no due date can be named"),
    "deadline-provisional": (
        "{years} 年的放假安排尚未公布，结果为暂定，公布后重新计算",
        "The holidays of {years} are not announced yet; the result is provisional and will be computed again",
    ),
    "deadline-edition": ("日历版本 {edition}", "Calendar edition {edition}"),
    # What a rule rests on
    "basis-civil-code-201": ("民法典第二百零一条", "Civil Code, Art. 201"),
    "basis-civil-code-202": ("民法典第二百零二条", "Civil Code, Art. 202"),
    "basis-civil-code-203": ("民法典第二百零三条", "Civil Code, Art. 203"),
    "basis-licensing-42": ("行政许可法第四十二条", "Administrative Licensing Law, Art. 42"),
    "basis-licensing-45": ("行政许可法第四十五条", "Administrative Licensing Law, Art. 45"),
    "basis-licensing-82": ("行政许可法第八十二条", "Administrative Licensing Law, Art. 82"),
    "basis-holiday-regulation-2": (
        "全国年节及纪念日放假办法第二条",
        "Regulation on Public Holidays for National Annual Festivals and Memorial Days, Art. 2",
    ),
    "basis-holiday-notice": (
        "国务院办公厅 {year} 年节假日安排的通知",
        "Notice of the General Office of the State Council on the holidays of {year}",
    ),
    "basis-calendar": ("日历 {edition}", "calendar {edition}"),
    "basis-as-given": ("{text}", "{text}"),
}
