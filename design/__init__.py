"""GOV.UK-style components, form base and date input; knows no case."""
