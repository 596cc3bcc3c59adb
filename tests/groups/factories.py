"""What a person types into the application form, complete and right by default."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from kyodo_portal.cities import city

PDF = b"%PDF-1.4\nmihon\n%%EOF\n"


def application_data(**changes: Any) -> dict[str, Any]:
    """The POST of an application; keyword arguments replace what was typed (`contact__phone` for
    the line `contact-phone`), None leaves a line out."""
    data: dict[str, Any] = {
        "submission_key": "5f0c9a52-1df0-4f5c-9f5e-000000000001",
        "name": "川べりを歩く会",
        "name_kana": "かわべりをあるくかい",
        "kind": "volunteer",
        "founded_on": "平成30年4月1日",
        "members_count": "１２人",
        "members_in_city_count": "9",
        "area": "市内全域",
        "purpose": "川べりの道を、みんなの道にする。",
        "activities": "月に一度、歩きながらごみを拾う。",
        "field_numbers": ["3", "7", "13"],
        "message": "一緒に歩きませんか。",
        "website": "kawaberi.example.jp",
        "contact-name": "見本 花子",
        "contact-name_kana": "みほん はなこ",
        "contact-position": "会長",
        "contact-postal_code": "３４２－００００",
        "contact-address": "見本市見本町1-2-3",
        "contact-phone": "０００（０００）０００１",
        "contact-name_shown_to": "closed",
        "contact-address_shown_to": "closed",
        "contact-phone_shown_to": "everybody",
        "contact-fax_shown_to": "closed",
        "contact-email_shown_to": "accounts",
        "contact-fax": "000-000-0002",
        "contact-email": "ｋawaberi@example.jp",
        "contact-person_in_charge": "見本 次郎",
        "contact-person_in_charge_phone": "000-000-0003",
        f"declared-{city().enabled_eligibility[0].key}": "on",
    }
    data.update({name.replace("__", "-"): value for name, value in changes.items()})
    return {name: value for name, value in data.items() if value is not None}


def a_pdf(name: str = "規約.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)
