"""Addresses of the reporting pages."""

from django.urls import URLPattern, URLResolver, path

from reporting.views import deciding, figures, files, highlights, reports

app_name = "reporting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", reports.reports, name="reports"),
    path("start/", reports.start, name="start"),
    path("typed-figures/", deciding.typed_figures, name="typed-figures"),
    path("figures/", figures.period, name="figures"),
    path("highlights/", highlights.of_period, name="period-highlights"),
    path("figures/file/<slug:form>/", figures.download, name="download"),
    path("figures/<str:key>/", figures.period_figure, name="period-figure"),
    path("published/<int:pk>/", reports.published, name="published"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/front-sheet/", reports.front_sheet, name="front-sheet"),
    path("<int:pk>/sections/<str:key>/", reports.section, name="section"),
    path("<int:pk>/footnotes/<str:key>/", reports.footnote, name="footnote"),
    path("<int:pk>/figures/<str:key>/", figures.figure, name="figure"),
    path("<int:pk>/highlights/", highlights.of_report, name="highlights"),
    path("<int:pk>/approve/", deciding.approve, name="approve"),
    path("<int:pk>/reopen/", deciding.reopen, name="reopen"),
    path("<int:pk>/release/", deciding.release, name="release"),
    path("<int:pk>/withdraw/", deciding.withdraw, name="withdraw"),
    path("<int:pk>/pdf/", files.ask_for_pdf, name="ask-for-pdf"),
    path("<int:pk>/pdf/<int:job>/", files.progress, name="progress"),
    path("<int:pk>/files/<int:file>/", files.download, name="file"),
]
