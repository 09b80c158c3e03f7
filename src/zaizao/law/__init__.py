"""The law as data: the dated rule table, city packs that may only tighten it, and the texts that definitions cite.

Counting days is not here (`zaizao.worktime`), nor which basis a definition needs (`zaizao.definition`, the diagnosis).
"""

from zaizao.law.article import Article, LawStatus, LawText, LawVersion
from zaizao.law.describe import cite_rule, describe_article, describe_rule
from zaizao.law.errors import (
    AmbiguousRuleError,
    CitationError,
    LawDataError,
    NoRuleInForceError,
    NotInForceError,
    RulePackError,
    UnknownArticleError,
    UnknownLawError,
    UnknownRuleError,
)
from zaizao.law.library import Library
from zaizao.law.numerals import parse_article, write_article
from zaizao.law.reading import load_rule_pack, load_rules, national_rules
from zaizao.law.rule import Basis, BasisKind, Extension, Rule, RuleUnit, Tighter, Verified
from zaizao.law.table import RulePack, RuleTable
from zaizao.law.texts import load_law, load_library, shipped_library

__all__ = [
    "AmbiguousRuleError",
    "Article",
    "Basis",
    "BasisKind",
    "CitationError",
    "Extension",
    "LawDataError",
    "LawStatus",
    "LawText",
    "LawVersion",
    "Library",
    "NoRuleInForceError",
    "NotInForceError",
    "Rule",
    "RulePack",
    "RulePackError",
    "RuleTable",
    "RuleUnit",
    "Tighter",
    "UnknownArticleError",
    "UnknownLawError",
    "UnknownRuleError",
    "Verified",
    "cite_rule",
    "describe_article",
    "describe_rule",
    "load_law",
    "load_library",
    "load_rule_pack",
    "load_rules",
    "national_rules",
    "parse_article",
    "shipped_library",
    "write_article",
]
