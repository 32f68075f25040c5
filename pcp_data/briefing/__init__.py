"""The meeting's briefing: chosen by a link, written from the figures by rules, made into Word.

choose -> templates -> figures -> content (with phrases, voice, enquiry) -> document, companion, screen.
Nothing here needs Streamlit.
"""
