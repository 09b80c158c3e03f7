"""What is said when the demo city opens: where it is, who one can be, what to try first. Sentences only."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zaizao_city.demo.invented.people import PASSWORD, PERSONAS, STAFF_LOGINS


def tell_welcome(address: str, *, command: str) -> Iterator[str]:
    """Everything a newcomer needs, line by line."""
    yield ""
    yield _("澜川市已经开门：{address}").format(address=address)
    yield ""
    yield from tell_logins(command=command)
    yield ""
    yield from tell_first_steps(address)
    yield ""
    yield _("按 Ctrl-C 结束；再次运行几秒钟就能打开同一座城市。人物、企业和办件都是虚构的。")


def tell_logins(*, command: str) -> Iterator[str]:
    """Who one can sign in as: login and what they do; one password for all, and how staff get their code."""
    yield _("登录名（密码都是 {password}）：").format(password=PASSWORD)
    roles = {**_name_personas(), **_name_staff()}
    width = max(len(login) for login in roles)
    for login in (*(persona.login for persona in PERSONAS), *STAFF_LOGINS):
        yield f"  {login:<{width}}  {roles[login]}"
    yield _("工作人员还要动态口令：在另一个终端运行 {command} code 登录名，得到当前的六位数。").format(command=command)


def tell_first_steps(address: str) -> Iterator[str]:
    """What to try first, in an order that tells a story."""
    yield _("先试这些：")
    yield _("  1. 不登录，在 {address} 搜“开饭店”，按问答得到自己的一次告知单。").format(address=address)
    yield _("  2. 用 zhou 登录，看“泉边小馆”办到哪一步，或在泉城区再申办一家。")
    yield _(
        "  3. 用 quancheng-window 登录，受理窗口的办件；用 quancheng-market、quancheng-fire、quancheng-urban 并行办理。"
    )
    yield _(
        "  4. 用 hotline 登录，派单、回访；用 mayor 登录，看全市的热线工单；不登录也能看承诺兑现率：{address}promises/"
    ).format(address=address)


def _name_personas() -> dict[str, str]:
    return {
        "zhou": _("周小满：开餐饮店的群众"),
        "linxiao": _("林晓：开办企业的创业者"),
        "ding": _("丁远航：办理开工手续的建设单位"),
    }


def _name_staff() -> dict[str, str]:
    return {
        "quancheng-window": _("泉城区综合窗口：受理、补正、送达"),
        "quancheng-approval": _("泉城区行政审批服务局：审批"),
        "quancheng-market": _("泉城区市场监督管理局：登记、核查、许可"),
        "quancheng-fire": _("泉城区消防救援大队：检查、许可"),
        "quancheng-urban": _("泉城区城市管理局：勘查、许可、承办工单"),
        "quancheng-helper": _("泉城区帮办代办员"),
        "laboratory": _("澜川水质检测所：用自备水源的，检测水质"),
        "hotline": _("市民服务热线：派单、回访"),
        "government": _("市政府办公室：裁定争议"),
        "inspection": _("市政府督查室：督查"),
        "review": _("“办不成事”反映窗口：复核不予许可"),
        "mayor": _("市长：查看全市"),
        "reform": _("流程再造办公室：编制事项和流程"),
        "staffing": _("市委编办：审核流程"),
        "justice": _("市司法局：审核流程"),
        "sysadmin": _("系统管理员：组织、岗位、账号"),
        "secadmin": _("安全管理员：角色、权限"),
        "auditor": _("审计管理员：查看记录"),
    }
