# Changing a habit: what can be changed, and a question for each.

edit-headline =
    ✏️ <b>{ $habit }</b>
    What shall change?
edit-name =
    ✏️ <b>{ $habit }</b>
    Write the new name.
edit-tags =
    🏷 <b>{ $habit }</b>
    Write its tags with commas between them, for example: <i>health, morning</i>
tags-hint = Up to { $count } tags, each of { $max } characters at most, with commas between them.
edit-days =
    📅 <b>{ $habit }</b>
    Now: { $days }. Days that are over keep what was asked of them.
edit-dates =
    📅 <b>{ $habit }</b>
    Tap the dates of the month, then “Save”.
edit-every-n =
    📅 <b>{ $habit }</b>
    Every how many days? Tap a number or write one. The first day is today.
every-n-hint = I need a number from 1 to 365.
edit-times-a-week =
    📅 <b>{ $habit }</b>
    How many times a week?
edit-times-a-month =
    📅 <b>{ $habit }</b>
    How many times a month?
edit-goal =
    🎯 <b>{ $habit }</b>
    What makes a day a good one?
edit-goal-none = Now: a plain yes or no.
edit-goal-step = One tap adds { $step }.
edit-goal-least =
    🎯 <b>{ $habit }</b>
    How much at least? Write a number and what it counts, for example: <i>8 glasses</i>
edit-goal-most =
    🎯 <b>{ $habit }</b>
    How much at most? Write a number and what it counts, for example: <i>2 cups</i>
edit-step =
    🎯 <b>{ $habit }</b>
    How much shall one tap add? Write a number, for example: <i>0.5</i>
edit-amount-hint = I can’t read that as an amount. Write it like <i>8 glasses</i> or <i>2.5 km</i>.
edit-target =
    🏁 <b>{ $habit }</b>
    After how many days is it a habit? Tap a number or write one.
target-hint = I need a number from 1 to 3650.
edit-reminders =
    🔔 <b>{ $habit }</b>
    Tap a reminder to change it.
edit-no-reminders =
    🔕 <b>{ $habit }</b>
    No reminder yet.
edit-reminder =
    🔔 <b>{ $habit }</b>
    { $reminder }

    Shall it come again until you answer? “Around” may come up to 15 minutes later.
edit-reminder-days =
    🔔 <b>{ $habit }</b>
    On which of its days? Tap them, then “Save”.
edit-new-reminder =
    🔔 <b>{ $habit }</b>
    When shall I ask? Tap a time or write one, such as 21:30.
edit-reminder-time =
    🔔 <b>{ $habit }</b>
    Now at { $time }. Write another time, such as 21:30.
reminder-nag = every { $minutes } min
reminder-around = around
time-taken = There is a reminder at this time already.
does-not-go = This does not go together with the rest of the habit.
too-many = There are as many as there can be.
edit-order = ↕️ <b>The order of your lists</b>
order-this = { $number }. <b>{ $habit }</b>
order-other = { $number }. { $habit }
edit-changed = ✓ Changed
changed-meanwhile = It was changed elsewhere meanwhile. This is how it is now:
toast-undone = ↩️ It is as it was
toast-copied = 📄 Copied: a new habit that begins today
habit-export-caption = 💾 Everything about <b>{ $habit }</b>
button-edit = ✏️ Change
button-card-edit-name = ✏️ Name
button-card-edit-tags = 🏷 Tags
button-card-edit-days = 📅 Days
button-card-edit-goal = 🎯 Goal
button-card-edit-target = 🏁 Target
button-card-edit-reminders = 🔔 Reminders
button-card-edit-order = ↕️ Order
button-carry-over-on = ✓ ↪️ Carry over
button-carry-over-off = ↪️ Carry over
button-copy-habit = 📄 Copy
button-export-habit = 💾 Save as a file
button-no-tags = No tags
button-pick-dates = Dates of the month…
button-every-n = Every few days…
button-times-a-week = Times a week…
button-times-a-month = Times a month…
button-goal-least = ⬆️ At least…
button-goal-most = ⬇️ At most…
button-card-no-goal = Yes or no
button-step = ➕ A tap adds…
button-no-target = No target
button-measure-streak = in a row
button-measure-total = in all
button-archive-when-reached = 📦 Archive it then
button-first-reminder = ➕ Reminder
button-new-reminder = ➕ One more
button-reminder-time = 🕐 Time
button-reminder-days = 📅 Weekdays
button-no-nag = once
button-around = 〰️ Around
button-remove-reminder = 🗑 Remove
button-up = ⬆️ Up
button-down = ⬇️ Down
button-first = ⏫ First
button-last = ⏬ Last

## The days of a habit

button-history = 🗓 History
history-headline =
    🗓 <b>{ $habit }</b>
    { $from } – { $to }. Tap a day to open it.
history-note = <b>{ $date }</b>: { $note }
history-more-notes = { $count ->
        [one] { $count } more note in this month
       *[other] { $count } more notes in this month
    }
history-to-come = This day is still to come.
history-before = This habit began on { $date }.
