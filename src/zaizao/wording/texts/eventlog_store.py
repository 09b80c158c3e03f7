"""Words about stores of event logs."""

from __future__ import annotations

TEXTS = {
    "not-a-store": (
        "{place} 不是日志库：请先创建，或指明含有 store.json 的文件夹。",
        "{place} is no log store: create one, or name the folder that holds store.json.",
    ),
    "store-damaged": (
        "日志库文件 {file} 只有 {have} 字节，登记为 {need} 字节：请从备份恢复，或重新载入日志。",
        "The store's file {file} has {have} bytes where its journal says {need}: bring it back from a copy, or load the log again.",
    ),
    "segment-damaged": (
        "第 {segment} 段（第 {first} 行至第 {last} 行）与其校验和不符。",
        "Segment {segment} (rows {first} to {last}) does not match its checksum.",
    ),
    "counts-differ": (
        "保存的统计结果与逐条重算的结果不一致：删除文件夹 states 后会自动重算。",
        "The counts kept differ from those of the events: remove the folder states and they are made again.",
    ),
    "wrong-columns": (
        "{place} 没有 {column} 列；文件中的列：{columns}。",
        "{place} has no column {column}; its columns: {columns}.",
    ),
    "store-exists": (
        "{place} 不是空的：请打开已有的日志库，或另选位置。",
        "{place} is not empty: open the store there, or choose another place.",
    ),
    "store-in-use": (
        "另一个进程正在写入日志库 {place}：请等它结束，或只读打开。",
        "Another process writes to the store {place}: wait for it, or open the store for reading.",
    ),
    "store-read-only": (
        "日志库 {place} 以只读方式打开：写入须以 write=True 打开。",
        "The store {place} was opened for reading: open it with write=True.",
    ),
    "order-differs": (
        "日志的事件次序由文件给定，而日志库按时间排序（或相反）：请建立同类的日志库。",
        "The log orders its events by file and the store by time, or the other way round: create a store of the log's kind.",
    ),
}
