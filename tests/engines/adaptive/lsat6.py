"""The LSAT-6 data: 1,000 persons, five items (Bock & Lieberman 1970; in the R package ltm).

Published: Rizopoulos 2006, Journal of Statistical Software 17(5); R's ltm and mirt.
"""

import numpy as np

PATTERNS = (
    "00000 3,00001 6,00010 2,00011 11,00100 1,00101 1,00110 3,00111 4,01000 1,01001 8,01011 16,"
    "01101 3,01110 2,01111 15,10000 10,10001 29,10010 14,10011 81,10100 3,10101 28,10110 15,"
    "10111 80,11000 16,11001 56,11010 21,11011 173,11100 11,11101 61,11110 28,11111 298"
)
ROWS = [line.split() for line in PATTERNS.split(",")]
SCORES = np.array([[int(one) for one in pattern] for pattern, _ in ROWS], dtype=np.int8)
TIMES = np.array([float(times) for _, times in ROWS])
CSV = "Q1,Q2,Q3,Q4,Q5,freq\n" + "".join(f"{','.join(pattern)},{n}\n" for pattern, n in ROWS)

LOGLIK_2PL = -2466.653
A_2PL = (0.8257, 0.7227, 0.8909, 0.6884, 0.6569)
D_2PL = (2.7732, 0.9902, 0.2491, 1.2848, 2.0533)
SE_A_2PL = (0.2581, 0.1867, 0.2328, 0.1851, 0.2099)
SE_D_2PL = (0.2057, 0.0900, 0.0763, 0.0990, 0.1354)
LOGLIK_1PL = -2466.938
A_1PL = 0.7551
B_1PL = (-3.6153, -1.3224, -0.3176, -1.7301, -2.7802)
