"""The application's addresses and the gallery, for the tests of the components."""

from django.urls import include, path

from design.gallery import gallery

urlpatterns = [path("gallery/", gallery, name="gallery"), path("", include("iro_service.urls"))]
