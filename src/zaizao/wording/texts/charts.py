"""Words of the charts and of the tables behind them."""

TEXTS: dict[str, tuple[str, str]] = {
    "chart-what": ("项目", "what"),
    "chart-value": ("数值", "value"),
    "chart-note": ("说明", "note"),
    "chart-interval": ("区间", "interval"),
    "chart-range": ("范围", "range"),
    "chart-count": ("数量", "count"),
    "chart-place": ("位置", "at"),
    "chart-beyond": ("另有 {count} 个超过 {limit}，未画出", "{count} more beyond {limit} are not drawn"),
    "chart-empty": ("没有可画的数据", "there is nothing to draw"),
    "chart-above": ("超过 {limit}", "above {limit}"),
}
