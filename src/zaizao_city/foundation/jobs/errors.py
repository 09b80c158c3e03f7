"""Why a backup is not made or not restored. Nothing was changed when one of these is raised."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.errors import Refusal


class BackupPlaceError(Refusal):
    """The backup would lie in the home it copies."""

    code = "backup-inside-home"
    status = 400
    reason = _("备份不能放在数据目录 {home} 里面。")
    way_forward = _("请另选一个文件夹，最好在另一块磁盘上。")


class ToolMissingError(Refusal):
    """A program of PostgreSQL is not installed here, or did not do its work."""

    code = "backup-tool-failed"
    status = 500
    reason = _("程序 {tool} 没有完成：{why}")
    way_forward = _("请安装与数据库服务器版本相同的 PostgreSQL 客户端程序后重试。")


class DatabaseDamagedError(Refusal):
    """The copy of the database does not hold together."""

    code = "database-damaged"
    status = 500
    reason = _("数据库副本没有通过完整性检查：{why}")
    way_forward = _("请不要继续使用这份备份；检查磁盘，并从上一份完好的备份恢复。")


class BackupUnreadableError(Refusal):
    """There is no backup in the folder, or one of a kind this version does not know."""

    code = "backup-unreadable"
    status = 400
    reason = _("文件夹 {folder} 里没有可以读取的备份。")
    way_forward = _("请指明含有 manifest.json 的备份文件夹，并使用不低于备份时的版本。")


class BackupDamagedError(Refusal):
    """Files of the backup are missing or changed; all are named."""

    code = "backup-damaged"
    status = 400
    reason = _("备份中有 {count} 个文件缺失或被改动：{names}。")
    way_forward = _("请换用另一份备份；什么都没有恢复。")


class BackupTooNewError(Refusal):
    """The backup was made by a version that knows tables this one does not."""

    code = "backup-too-new"
    status = 400
    reason = _("备份由较新的版本制作，含有本版本不认识的数据表变更：{names}。")
    way_forward = _("请先升级到制作备份的版本或更高版本，再恢复。")


class OtherDatabaseError(Refusal):
    """The backup is of the other kind of database."""

    code = "backup-of-other-database"
    status = 400
    reason = _("备份来自 {found}，而这里设置的是 {wanted}。")
    way_forward = _("请按备份的数据库种类设置 ZAIZAO_DATABASE_URL 后再恢复。")


class HomeInUseError(Refusal):
    """Somebody serves or works here."""

    code = "home-in-use"
    reason = _("系统正在运行，现在不能恢复。")
    way_forward = _("请先停止 serve 和 worker，再恢复。")


class HomeNotEmptyError(Refusal):
    """There are tables here already."""

    code = "home-not-empty"
    reason = _("这里已有数据，恢复会取代它们。")
    way_forward = _("确认要取代时请加上 --replace；原有数据会先移到 {aside}，不会丢失。")
