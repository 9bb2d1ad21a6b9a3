// Expands calendars with ical.js, as a calendar app would: JSON of every time in UTC.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const { calendars, limit } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calendars.map(expand)));

function expand(ics) {
  const root = new ICAL.Component(ICAL.parse(ics));
  ICAL.TimezoneService.reset();
  for (const zone of root.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  const events = root.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
  const masters = events.filter((event) => !event.isRecurrenceException());
  for (const exception of events.filter((event) => event.isRecurrenceException())) {
    masters.find((event) => event.uid === exception.uid).relateException(exception);
  }
  return masters.flatMap(times);
}

function times(event) {
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && found.length < limit; next = iterator.next()) {
    const { startDate, endDate, item } = event.getOccurrenceDetails(next);
    const cancelled = item.component.getFirstPropertyValue("status") === "CANCELLED";
    found.push([startDate.toJSDate().toISOString(), endDate.toJSDate().toISOString(), cancelled]);
  }
  return found;
}
