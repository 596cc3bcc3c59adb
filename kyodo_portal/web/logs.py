"""What the log leaves out."""

import logging

SERVER_ERROR = 500


class RefusalsInOneLine(logging.Filter):
    """A request that was answered with a refusal (4xx) is noted without its traceback; whatever
    went wrong in the portal itself (5xx) keeps it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", SERVER_ERROR) < SERVER_ERROR:
            record.exc_info = record.exc_text = None
        return True
