"""Networks that other programs made: VOSviewer, Gephi, Pajek and whatever writes GraphML."""
