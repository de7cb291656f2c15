# The reminder message and what it turns into.

reminder = 🔔 <b>{ $habit }</b>
reminder-for-day = for { $date }
reminder-done = ✅ <b>{ $habit }</b>
reminder-skipped = ⏭ <b>{ $habit }</b>: skipped, the streak stays
reminder-not-done = ✖️ <b>{ $habit }</b>: not this time
reminder-snoozed = 💤 <b>{ $habit }</b>: I’ll ask again at { $time }
reminder-closed = ▫️ <b>{ $habit }</b>: { $date } is over. You can still mark it from /habits.
button-done = ✅ Done
button-skip = ⏭ Skip
button-later = 💤 Later
button-undo = ↩️ Undo
button-back = ‹ Back
button-in-minutes =
    { $minutes ->
        [one] In { $minutes } minute
       *[other] In { $minutes } minutes
    }
button-in-hours =
    { $hours ->
        [one] In { $hours } hour
       *[other] In { $hours } hours
    }
