"""What every room builds on: errors, the base page, its parts, forms and formatting.

Owns the look "Anyaman" (static files, templates, template parts), the shape of a form and
its Indonesian messages, the pages shown when something fails, and how dates, numbers and
codes are written. Knows nothing of welfare, accounts or areas, has no table, and imports
from no other room.
"""
