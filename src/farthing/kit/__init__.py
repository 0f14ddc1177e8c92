"""kit: the exchange's own tool.

It loads the exchange's data, runs `trace` on one machine or on Spark, keeps and writes cases. Its two pulls
(indicators and chain data) are the exchange's own requests. It knows neither Django nor the hotline's
`records`.
"""
