"""The app 政务窗口: where the counters of the city stand, when they are open, who waits at them."""
