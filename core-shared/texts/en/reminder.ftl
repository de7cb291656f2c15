# The reminder message and what it turns into.

reminder = 🔔 <b>{ $habit }</b>
reminder-quit = 🌿 <b>{ $habit }</b>: still without it?
reminder-for-day = for { $date }
reminder-done = ✅ <b>{ $habit }</b>
reminder-skipped = ⏭ <b>{ $habit }</b>: skipped, the streak stays
reminder-not-done = ✖️ <b>{ $habit }</b>: not this time
reminder-lapse = ✖️ <b>{ $habit }</b>: noted, it happens. A new count begins.
reminder-exceeded = 🔶 <b>{ $habit }</b>: above the limit. The next day begins at 0.
reminder-frozen = 🧊 <b>{ $habit }</b>: a freeze was spent, the streak stays
reminder-snoozed = 💤 <b>{ $habit }</b>: I’ll ask again at { $time }
reminder-snoozed-until = 💤 <b>{ $habit }</b>: I’ll ask again on { $date } at { $time }
reminder-closed = ▫️ <b>{ $habit }</b>: { $date } is over. You can still mark it from /habits.
reminder-partial = 🔹 <b>{ $habit }</b>: { $date } is over, part of it is done. You can still add to it from /habits.
reminder-carried = ↪️ <b>{ $habit }</b>: carried on from { $date }
reminder-paused = ⏸ <b>{ $habit }</b>: { $date } is part of a pause
button-done = ✅ Done
button-kept = ✅ Kept
button-lapse = ✖️ Lapse
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
button-at = At { $time }
button-tomorrow = Tomorrow

# Several habits in one message.
reminders = 🔔 <b>Time for</b>
reminders-late = 🕰 <b>You were asked for</b>
reminder-open = ▫️ <b>{ $habit }</b>
reminder-quit-open = 🌿 <b>{ $habit }</b>: still without it?
button-done-of = ✅ { $habit }
button-undo-of = ↩️ { $habit }
button-skip-short = ⏭
button-lapse-short = ✖️

# The day as a whole.
overview-morning =
    { $count ->
        [one] ☀️ <b>Today: { $count } habit</b>
       *[other] ☀️ <b>Today: { $count } habits</b>
    }
overview-evening = 🌙 <b>Still open today</b>
overview-more = … and { $count } more

# After many reminders without an answer.
still-there =
    { $days ->
        [one] I have reminded you on { $days } day without an answer, so I’ll be quiet from now on. Shall I go on reminding you?
       *[other] I have reminded you on { $days } days without an answer, so I’ll be quiet from now on. Shall I go on reminding you?
    }
reminding-on = 🔔 I’ll go on reminding you.
reminding-off = 🔕 No reminders from now on. Your habits and numbers stay.
button-keep-reminding = 🔔 Keep reminding me
button-stop-reminding = 🔕 No more reminders
