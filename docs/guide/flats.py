"""Writes flats.csv: 400 invented flats with numbers, categories, dates, yes and no, and missing values. Python 3.11's random with a fixed seed."""
import csv
import datetime
import random

random.seed(20261121)
DISTRICTS = {"Old Town": 3.5, "Harbour": 2.8, "North": 0.6, "West": 1.2, "St. John, upper": 2.0, "St. John, lower": 1.6, "Airport": 0.0}

with open("flats.csv", "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["id", "area", "rooms", "district", "floor", "balcony", "built", "listed", "heating", "rent"])
    for number in range(400):
        rooms = random.choices([1, 2, 3, 4, 5], [20, 35, 28, 12, 5])[0]
        area = round(max(18, random.gauss(14 + 22 * rooms, 7)), 1)
        district = random.choice(list(DISTRICTS))
        floor = random.randrange(0, 6)
        balcony = random.random() < 0.35 + 0.07 * floor
        built = random.choice([random.randrange(1890, 1940), random.randrange(1955, 1990), random.randrange(1990, 2026)])
        listed = datetime.date(2025, 1, 1) + datetime.timedelta(days=random.randrange(640))
        heating = "heat pump" if built > 2012 else random.choices(["gas", "district heating"], [7, 3] if built < 1950 else [4, 6])[0]
        price = 9 + DISTRICTS[district] + (1.2 if balcony else 0) + 0.15 * floor + max(0, built - 1990) / 15 + (listed.year - 2025) * 0.6
        rent = round(area * price * (1.15 - 0.05 * rooms) + random.gauss(0, 45), -1)
        writer.writerow([
            f"F{number + 1:03}",
            area,
            rooms,
            "" if random.random() < 0.03 else district,
            "NA" if random.random() < 0.15 else floor,
            "yes" if balcony else "no",
            "NA" if random.random() < 0.1 else built,
            listed.isoformat(),
            heating,
            "" if random.random() < 0.02 else int(rent),
        ])
