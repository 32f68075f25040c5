"""The rows of a Plan, for screens: the same as every export reads."""

from pcp_data.plan_rows import plan_rows

__all__ = ["plan_rows"]
