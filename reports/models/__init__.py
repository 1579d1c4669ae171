from .files import ReportFiles
from .report import LeftOut, Making, Report, ReportWords

__all__ = ["LeftOut", "Making", "Report", "ReportFiles", "ReportWords"]
