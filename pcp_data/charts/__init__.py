"""Charts: pure functions from ready data to an Altair chart, each with its sentence.

Channels are always explicit (`alt.X(...)`), because the shorthand costs 38 ms a chart. Nothing
here needs Streamlit: the same charts are drawn for documents.
"""
