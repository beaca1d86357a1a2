// Before anything is painted: say that script runs, so that hidden answers do not flash.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
