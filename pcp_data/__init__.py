"""Files of police data in; figures of a Police and Crime Plan out."""

__version__ = "0.1.0"
