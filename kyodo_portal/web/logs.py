"""What the log leaves out."""

import logging

SERVER_ERROR, AWAY = 500, 503


class RefusalsInOneLine(logging.Filter):
    """A request that was answered with a refusal (4xx) is noted without its traceback, and so is one
    for which the database was away or the disk full (503): there the line says why. Whatever went
    wrong in the portal itself keeps its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", SERVER_ERROR)
        if status == AWAY and record.exc_info and record.exc_info[1]:
            why = str(record.exc_info[1]).partition("\n")[0]
            record.msg, record.args = f"{record.getMessage()} ({why})", None
        if status < SERVER_ERROR or status == AWAY:
            record.exc_info = record.exc_text = None
        return True
