"""What is drafted for each chapter, in the order of the page; each file for its own chapter.

All of it is public already, has no names of people, and comes in a bounded number of queries.
"""
