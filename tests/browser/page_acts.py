"""What is done on a page before it is judged: a form sent, a menu opened."""

from typing import Any


def send_untouched(page: Any) -> None:
    """Send the page's own form as it stands."""
    with page.expect_navigation():
        page.evaluate("document.querySelector('main form[method=post]').requestSubmit()")
    assert page.locator("[data-error-summary]").count() == 1, page.url


def send_nonsense(page: Any) -> None:
    """Send the page's own form with words where numbers and dates belong."""
    page.evaluate(
        """() => {
          const form = document.querySelector("main form[method=post]");
          for (const input of form.querySelectorAll("input[type=text], input[type=date]")) {
            input.type = "text";
            input.value = "読めない値";
          }
        }"""
    )
    send_untouched(page)


def open_menu(page: Any) -> None:
    """Open the menu that folds away on a narrow screen."""
    page.evaluate("document.querySelector('.site-menu').open = true")


def open_filters(page: Any) -> None:
    """Open the conditions that fold away on a narrow screen."""
    page.evaluate("document.querySelector('.filter-panel details').open = true")


def come_back_to_what_was_written(page: Any) -> None:
    """Write into the page's form, have it kept, and open the page again."""
    page.evaluate(
        """async () => {
          const form = document.querySelector("main form[method=post]");
          form.querySelector("textarea").value = "通りがさびしい。";
          const body = new FormData(form);
          body.set("kept_address", location.pathname);
          body.set("autosave", "1");
          await fetch("/kept/", { method: "POST", body });
        }"""
    )
    page.reload()
    assert page.locator(".kept-text").count() == 1, page.url


def ask_for_the_code(page: Any) -> None:
    """Have the code sent that shows whose the account is."""
    with page.expect_navigation():
        page.get_by_role("button", name="コードを送る").click()


def open_dialog(page: Any) -> None:
    """Press a button that asks once more."""
    page.evaluate(
        """() => {
          const button = document.querySelector("button[data-confirm]");
          const form = button.form;
          for (const field of form.querySelectorAll("[required]")) {
            if (field.type === "checkbox") field.checked = true;
            else field.value = field.type === "date" ? "2030-01-01" : "見本";
          }
          form.requestSubmit(button);
        }"""
    )
    page.locator("dialog[open]").wait_for()
