"""The application's addresses and the gallery, for the tests of the components."""

from django.urls import include, path

from accounts.access import public
from design.gallery import gallery

urlpatterns = [path("gallery/", public(gallery), name="gallery"), path("", include("iro_service.urls"))]
