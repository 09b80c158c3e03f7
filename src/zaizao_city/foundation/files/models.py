"""The row of a file; its bytes lie in the folder of files, under its key."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from zaizao_city.foundation.files.conf import SHOWN, find_folder


class StoredFile(models.Model):
    """A file that was checked and kept. ``owner`` is whose it is: a label that a gate knows, a colon, a number."""

    key = models.UUIDField(_("代号"), primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("文件名"), max_length=120)
    media_type = models.CharField(_("格式"), max_length=100)
    size = models.PositiveBigIntegerField(_("字节数"))
    sha256 = models.CharField(_("摘要"), max_length=64)
    owner = models.CharField(_("所属"), max_length=120, db_index=True)
    uploaded_by = models.CharField(_("上传人"), max_length=64)
    uploaded_at = models.DateTimeField(_("上传时间"))
    erased_at = models.DateTimeField(_("删除时间"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("文件")

    def __str__(self) -> str:
        return self.name

    @property
    def can_be_shown(self) -> bool:
        """Whether a browser may show it; what else there is, is saved."""
        return self.media_type in SHOWN

    @property
    def path(self) -> Path:
        """Where the bytes lie."""
        return find_folder() / self.key.hex[:2] / self.key.hex[2:4] / self.key.hex
