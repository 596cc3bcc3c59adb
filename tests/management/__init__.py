"""The commands of the portal and what stands behind them."""
