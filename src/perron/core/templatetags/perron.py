"""Template words of the house: texts with a visible fallback, numbers, money, dates, words."""

from django import template

register = template.Library()
