"""The claims of "Scaling Monosemanticity", each as a number beside its control."""
