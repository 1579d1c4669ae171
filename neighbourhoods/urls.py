from django.urls import path

from . import views

app_name = "neighbourhoods"

urlpatterns = [path("portret/<slug:name>.jpg", views.portrait, name="portrait")]
