"""What identity refuses, each with its reason and the way forward."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class NotPermittedError(Refusal):
    """The actor's roles do not reach this act here; fields: permission."""

    code = "not-permitted"
    status = 403
    reason = _("您的岗位没有办理这件事的权限（{permission}）。")
    way_forward = _("如果这是您的职责，请向本单位的安全管理员申请相应角色；已填写的内容不会丢失。")


class NotAgentError(Refusal):
    """The person may not, or no longer, act for the enterprise; no fields."""

    code = "not-agent"
    status = 403
    reason = _("您现在不能以这家企业的名义办事：没有授权，或授权已到期。")
    way_forward = _("请企业的法定代表人为您登记经办人授权，或者以个人名义办理。")


class AdministratorsApartError(Refusal):
    """One person would be two of the three administrators; fields: name, held, wanted."""

    code = "administrators-apart"
    reason = _("{name}已是{held}，不能同时是{wanted}：三类管理员必须由不同的人担任。")
    way_forward = _("请另选一人，或先收回{name}的{held}角色。")


class RoleNotAssignableError(Refusal):
    """The role belongs to everybody signed in; fields: role."""

    code = "role-not-assignable"
    status = 400
    reason = _("“{role}”是每个登录者都有的角色，不能另行授予。")
    way_forward = _("请选择工作人员的角色。")


class PeriodReversedError(Refusal):
    """A period ends before it begins; fields: from_on, until_on."""

    code = "period-reversed"
    status = 400
    reason = _("截止日期{until_on}早于起始日期{from_on}。")
    way_forward = _("请改正其中一个日期。")


class OwnRoleError(Refusal):
    """Nobody gives a role to themselves; no fields."""

    code = "own-role"
    status = 403
    reason = _("不能给自己授予角色。")
    way_forward = _("请另一位安全管理员办理。")


class NoStaffAccountError(Refusal):
    """Roles and mandates are for staff accounts; fields: name."""

    code = "no-staff-account"
    reason = _("{name}还没有工作人员账号，角色和代理都无从生效。")
    way_forward = _("请系统管理员先为其开立工作人员账号。")


class NumberWrongError(Refusal):
    """A number breaks its standard; fields: kind, problem."""

    code = "number-wrong"
    status = 400
    reason = _("{kind}填写有误：{problem}")
    way_forward = _("请对照证件改正后重新提交。")


class PersonKnownError(Refusal):
    """A person with that identity number is registered; no fields, so that nobody learns who."""

    code = "person-known"
    reason = _("这个身份证号码已经登记过。")
    way_forward = _("请按身份证号码查找已登记的人员，不要重复登记。")


class CardDiffersError(Refusal):
    """The person with that identity number is called something else; no fields, so that nobody learns what.

    An attempt (403): a number without the name belongs to somebody who is not standing there.
    """

    code = "card-differs"
    status = 403
    reason = _("这个身份证号码登记的是另一个姓名。")
    way_forward = _(
        "请对照身份证核对号码和姓名。都没有抄错的，是当初登记有误或者后来改过名：请系统管理员看过证件，在“管理 › 人员”里按身份证号码找到此人，更正姓名；更正后马上能回到这里办。这次查询已经记录。"
    )


class NameUnfitError(Refusal):
    """A name is empty, too long, or holds signs that nobody sees; fields: longest."""

    code = "name-unfit"
    status = 400
    reason = _("姓名要填写，最多 {longest} 个字，不能有看不见的符号。")
    way_forward = _("请照证件重新填写，不要从别处粘贴。")


class NameKnownError(Refusal):
    """The person is registered under that name already; no fields."""

    code = "name-known"
    reason = _("登记的就是这个姓名，不用更正。")
    way_forward = _("请对照证件再看一遍；确实一样的，请窗口重新查一次。")


class OwnNameError(Refusal):
    """Nobody corrects their own name; no fields."""

    code = "own-name"
    status = 403
    reason = _("不能更正自己的姓名。")
    way_forward = _("请另一位系统管理员看过证件后办理。")


class DocumentUnnamedError(Refusal):
    """A name is corrected upon a document, and none is named, or at too great length; fields: longest."""

    code = "document-unnamed"
    status = 400
    reason = _("没有写明看了什么证件，或者超过了 {longest} 个字。")
    way_forward = _("请写明看了什么证件，比如新的居民身份证、写有曾用名的户口簿。")


class PersonErasedError(Refusal):
    """The person was erased: there is no name any more; no fields."""

    code = "person-erased"
    reason = _("这个人的个人信息已经注销，没有可以更正的姓名。")
    way_forward = _("本人再来办事时，窗口按现在的证件重新登记。")


class SecondFactorMissingError(Refusal):
    """The account has no second factor that could be reset; no fields."""

    code = "second-factor-missing"
    reason = _("这个账号没有启用动态口令，不用重设。")
    way_forward = _("登录不了的，多半是忘了密码：群众带本人身份证到任一政务服务窗口重设，工作人员找系统管理员。")


class StaffAccountError(Refusal):
    """The account is one of the staff, whom a window gives no passwords; no fields."""

    code = "staff-account"
    status = 403
    reason = _("这是工作人员的账号，窗口不能开立，也不能重设密码。")
    way_forward = _("工作人员的账号和密码请找本单位的系统管理员。")


class OwnAccountError(Refusal):
    """Nobody opens their own account at the window, or resets their own password there; no fields."""

    code = "own-account"
    status = 403
    reason = _("不能给自己开账号、重设密码。")
    way_forward = _("请系统管理员办理；还记得密码的，可以在“我的信息”里更换。")


class AccountKnownError(Refusal):
    """The person has an account; no fields."""

    code = "account-known"
    reason = _("这个身份证号码已经有账号，不用再开。")
    way_forward = _("请再查一次，给一个新的临时密码。")


class AccountMissingError(Refusal):
    """The person has no account yet; no fields."""

    code = "account-missing"
    reason = _("这个身份证号码还没有账号。")
    way_forward = _("请再查一次，给这位群众开账号。")


class AccountClosedError(Refusal):
    """The account was closed for good; no fields."""

    code = "account-closed"
    reason = _("这个账号已经停用，不能再给密码。")
    way_forward = _("账号由安全管理员停用，请向安全管理员问清原因；在此期间，窗口照样可以给这位群众收件。")


class LoginUnfitError(Refusal):
    """The login breaks the rules for logins that citizens choose; no fields."""

    code = "login-unfit"
    status = 400
    reason = _("登录名要用小写字母开头，4 到 30 位，只用字母、数字、点和连字符，不能用手机号码和身份证号码。")
    way_forward = _("请换一个；想不出来的空着，由系统起一个。")


class EnterpriseKnownError(Refusal):
    """An enterprise with that code is registered; fields: name."""

    code = "enterprise-known"
    reason = _("这个统一社会信用代码已经登记给{name}。")
    way_forward = _("请直接选用已登记的企业，或核对代码。")


class LoginTakenError(Refusal):
    """The login is another account's, or the person has an account; fields: login."""

    code = "login-taken"
    reason = _("登录名“{login}”已被使用，或者此人已有账号。")
    way_forward = _("请换一个登录名，或启用此人原有的账号。")


class PasswordTooWeakError(Refusal):
    """The new password breaks the rules; fields: problems."""

    code = "password-too-weak"
    status = 400
    reason = _("新密码不符合要求：{problems}")
    way_forward = _("请换一个更长、不常见、与登录名无关的密码。")


class PasswordWrongError(Refusal):
    """The present password was not given; no fields."""

    code = "password-wrong"
    status = 400
    reason = _("现在的密码不对。")
    way_forward = _("请重新输入。忘记了的，工作人员请系统管理员重设；群众带身份证到任一政务服务窗口重设。")


class CodeLockedError(Refusal):
    """Too many wrong one-time codes; fields: minutes."""

    code = "code-locked"
    status = 429
    reason = _("动态口令连续输错多次，已暂停验证。")
    way_forward = _(
        "请在{minutes}分钟后重试。手机和备用码都没有了的，群众带本人身份证到任一政务服务窗口，工作人员找本单位安全管理员，重设动态口令。"
    )


class CodeTakenError(Refusal):
    """An organisation with that code is there; fields: organisation."""

    code = "organisation-code-taken"
    reason = _("单位编码“{organisation}”已被使用。")
    way_forward = _("请换一个编码；编码只用小写字母、数字和连字符。")


class SignInExpiredError(Refusal):
    """The second step came too late, or without the first; no fields."""

    code = "sign-in-expired"
    status = 400
    reason = _("这次登录已超过时间，或者没有从第一步开始。")
    way_forward = _("请回到登录页重新输入登录名和密码；什么都没有丢失。")


class SingleSignOnError(Refusal):
    """The city's single sign-on did not vouch for the visitor; fields: why."""

    code = "single-sign-on-failed"
    status = 502
    reason = _("统一身份认证没有成功（{why}）。")
    way_forward = _("请稍后重新登录；如果一直不行，请改用密码登录，或到政务服务窗口办理。")


class SignInLockedError(Refusal):
    """Too many wrong passwords for one login; fields: minutes."""

    code = "sign-in-locked"
    status = 429
    reason = _("这个登录名连续输错密码，已暂时锁定。")
    way_forward = _(
        "请在{minutes}分钟后重试。忘记密码的，工作人员请系统管理员重设，群众带身份证到任一政务服务窗口重设，重设后马上能登录。"
        "如果不是您本人在输，请告诉窗口或安全管理员。"
    )
