"""The meeting's briefing: chosen by a link, written from the figures by rules, made into Word.

choose -> templates -> gather -> figures -> content -> document, companion and screen, with the
sentences in phrases, voice and enquiry.
Nothing here needs Streamlit.
"""
