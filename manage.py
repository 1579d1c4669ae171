#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

# They read and write files only, and need no installation to be configured.
OF_FILES = {"makemigrations", "makemessages", "compilemessages", "count_budget_round"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkaanpak.settings")
    if OF_FILES & set(sys.argv[1:2]) and not os.environ.get("SITE_URL"):
        os.environ.setdefault("DEMO", "1")
    execute_from_command_line(sys.argv)
