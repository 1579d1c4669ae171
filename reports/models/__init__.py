from .report import LeftOut, Making, Report, ReportWords

__all__ = ["LeftOut", "Making", "Report", "ReportWords"]
