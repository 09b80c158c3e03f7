"""Public references such as JN-2026-000123: without gaps that anybody would ask about, never given twice."""
