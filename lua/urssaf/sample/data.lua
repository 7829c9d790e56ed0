--- The figures from which `national.lua` and `cells.lua` compute the synthetic sample.
--
-- National figures pass close to those that Urssaf has published in its half-yearly notes. Whatever
-- lies between these was drawn by hand and has no statistical value.

-- The remainder: accounts that belong to no département. Its code is also that of its region.
local UNCLASSIFIED = { code = "NCA", name = "_non classé ailleurs_" }

return {
  first_year = 2009,
  years = 17,

  -- Thousands of registrations and strike-offs in each half-year:
  -- { registered in H1, in H2, struck off in H1, in H2 }.
  -- By half-years, since the published sums over twelve months end in June as often as in December.
  -- The strike-offs postponed from 2019 to 2020 and from 2022 to 2023 are where they took effect.
  flows = {
    { 150.0, 175.0, 2.0, 18.0 }, -- 2009
    { 190.0, 170.0, 20.0, 90.0 },
    { 160.0, 150.0, 45.0, 130.0 },
    { 165.0, 160.0, 60.0, 150.0 },
    { 165.0, 155.0, 70.0, 150.0 },
    { 172.0, 158.0, 110.0, 142.0 }, -- 2014
    { 160.6, 150.0, 76.5, 170.0 },
    { 165.0, 160.0, 82.0, 175.0 },
    { 183.0, 175.0, 86.0, 180.0 },
    { 215.0, 210.0, 90.0, 165.0 },
    { 260.0, 265.0, 95.0, 150.0 }, -- 2019
    { 252.0, 347.0, 90.0, 216.0 },
    { 372.0, 330.0, 110.0, 295.0 },
    { 362.0, 320.0, 125.0, 280.0 },
    { 385.0, 342.0, 140.0, 389.0 },
    { 395.0, 345.0, 150.0, 350.0 }, -- 2024
    { 405.0, 350.0, 165.0, 370.0 },
  },

  -- How the flows of a year's halves divide between their quarters: Q1 and Q2 of the first half, Q3
  -- and Q4 of the second. Office strike-offs take effect on 31 December.
  split = {
    immatriculations = { 0.52, 0.48, 0.47, 0.53 },
    radiations = { 0.50, 0.50, 0.27, 0.73 },
  },

  -- Registered accounts at a quarter's end, in thousands, where the level is known:
  -- { year, quarter, level }.
  stock = {
    { 2013, 4, 904 }, { 2014, 4, 982 }, { 2015, 2, 1075 }, { 2017, 2, 1197 }, { 2019, 4, 1641 },
    { 2020, 4, 1928 }, { 2021, 2, 2230 }, { 2021, 4, 2228.497 }, { 2022, 2, 2500 },
    { 2023, 4, 2674 }, { 2024, 4, 2914 }, { 2025, 2, 3186 }, { 2025, 4, 3170 },
  },

  -- Economically active accounts, in thousands.
  active = {
    { 2009, 1, 25 }, { 2009, 4, 150 }, { 2010, 4, 300 }, { 2011, 4, 390 }, { 2012, 4, 450 },
    { 2013, 2, 465 }, { 2014, 4, 569.6 }, { 2015, 2, 600 }, { 2017, 2, 686 }, { 2019, 4, 952 },
    { 2020, 2, 870 }, { 2021, 2, 1145 }, { 2021, 4, 1292.5 }, { 2022, 2, 1302 },
    { 2023, 4, 1462 }, { 2025, 2, 1587 }, { 2025, 4, 1620 },
  },

  -- Mean turnover of an economically active account in the quarter, in euros.
  mean_turnover = {
    { 2009, 1, 2700 }, { 2010, 4, 3250 }, { 2013, 2, 3368 }, { 2014, 4, 3290 }, { 2015, 2, 3319 },
    { 2019, 4, 4498 }, { 2020, 2, 3600 }, { 2021, 2, 4567 }, { 2021, 4, 4707 }, { 2022, 2, 4907 },
    { 2025, 2, 5070 }, { 2025, 4, 5090 },
  },

  unclassified = UNCLASSIFIED,

  -- The 96 metropolitan départements and the four overseas ones that the statistics cover (Mayotte
  -- is not among them) in official order, then the remainder, each with its weight: the accounts
  -- registered at the end of 2021, in hundreds. Weights are rounded guesses, adjusted so that the
  -- sample comes close to the few regional figures published for that quarter.
  areas = {
    { "01", 178 }, { "02", 93 }, { "03", 75 }, { "04", 82 }, { "05", 80 }, { "06", 622 },
    { "07", 103 }, { "08", 47 }, { "09", 56 }, { "10", 79 }, { "11", 140 }, { "12", 75 },
    { "13", 883 }, { "14", 196 }, { "15", 33 }, { "16", 93 }, { "17", 224 }, { "18", 65 },
    { "19", 65 }, { "2A", 78 }, { "2B", 71 }, { "21", 140 }, { "22", 135 }, { "23", 28 },
    { "24", 131 }, { "25", 126 }, { "26", 168 }, { "27", 150 }, { "28", 103 }, { "29", 210 },
    { "30", 271 }, { "31", 542 }, { "32", 61 }, { "33", 636 }, { "34", 514 }, { "35", 260 },
    { "36", 39 }, { "37", 159 }, { "38", 393 }, { "39", 58 }, { "40", 140 }, { "41", 79 },
    { "42", 206 }, { "43", 56 }, { "44", 393 }, { "45", 159 }, { "46", 56 }, { "47", 103 },
    { "48", 21 }, { "49", 196 }, { "50", 103 }, { "51", 122 }, { "52", 30 }, { "53", 56 },
    { "54", 178 }, { "55", 37 }, { "56", 203 }, { "57", 224 }, { "58", 43 }, { "59", 617 },
    { "60", 206 }, { "61", 61 }, { "62", 262 }, { "63", 178 }, { "64", 234 }, { "65", 75 },
    { "66", 196 }, { "67", 337 }, { "68", 196 }, { "69", 729 }, { "70", 43 }, { "71", 112 },
    { "72", 122 }, { "73", 168 }, { "74", 308 }, { "75", 1776 }, { "76", 290 }, { "77", 514 },
    { "78", 542 }, { "79", 84 }, { "80", 122 }, { "81", 122 }, { "82", 84 }, { "83", 460 },
    { "84", 220 }, { "85", 168 }, { "86", 122 }, { "87", 93 }, { "88", 84 }, { "89", 75 },
    { "90", 30 }, { "91", 495 }, { "92", 682 }, { "93", 869 }, { "94", 617 }, { "95", 505 },
    { "971", 150 }, { "972", 103 }, { "973", 65 }, { "974", 243 },
    { UNCLASSIFIED.code, 60 },
  },
}
