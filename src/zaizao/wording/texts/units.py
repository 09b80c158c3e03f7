"""Words for the small values: limits of time."""

TEXTS: dict[str, tuple[str, str]] = {
    "limit-malformed": (
        "时限“{text}”写法不对：应为整数加单位，如 20wd（工作日）、30d（日）、4wh（工作小时）、24h（小时）、1mo（月）。",
        "“{text}” is not a limit: write a whole number and a unit, such as 20wd (working days), 30d (days), "
        "4wh (working hours), 24h (hours) or 1mo (months).",
    ),
}
