"""The open data: what is public on the pages, as files that anybody may use (CC BY 4.0).

Only what `visible_to` shows to somebody who has not signed in is given out, whoever asks; contact
lines are in no file, also where a group shows them on its page.
"""
