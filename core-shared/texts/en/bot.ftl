# What the bot says: greeting, settings, the form of a new habit, today, the list of habits.

## What people see before they start, and in the list of commands

bot-description =
    I help you keep your habits.

    I ask at the time you choose, you tap ✅, and I count your streak. Missed a day? We simply go on.
bot-short-description = Keeps your habits: a question at the right time, one tap to answer.
command-start = Begin
command-today = Today’s habits
command-new = A new habit
command-habits = All your habits
command-timezone = Your time zone
command-language = Your language
command-help = What I can do
command-cancel = Leave the form

## First contact

greeting =
    👋 <b>I help you keep your habits.</b>

    I ask at the time you choose, you tap ✅, and I count your streak.
    Missed a day? No drama: we simply go on.
welcome-back = 👋 Good to see you again!
group-hint = I keep habits in a private chat: <a href="https://t.me/{ $bot }">@{ $bot }</a>

## Language

language-question = 🌐 I speak English with you. Which language do you prefer?

## Time zone

zone-question =
    🕐 <b>What time is it where you are?</b>
    Tap your clock, or write the name of your city.
zone-places =
    🕐 It is <b>{ $time }</b>. Which place has the same clock as you all year round?
    Not here? Write the name of your city.
zone-several = 🌍 Which one is it?
zone-saved = 🌍 { $zone }, it is { $time } there.
zone-unknown =
    🤔 I don’t know a place called “{ $text }”.
    Write the nearest big city, or tap your clock.
zone-unknown-location =
    🤔 I can’t tell the time zone of that spot.
    Write the nearest big city, or tap your clock.
zone-ask-location =
    📍 Tap the button below and I’ll find your time zone.
    I keep only the zone, never the place.
zone-offer = 📍 That is { $zone }, it is { $time } there. Is this your time zone?
location-thanks = 📍 Thank you!
keyboard-removed = 👌 Here we go.
first-habit = 🌱 And now your first habit. Start small: one is enough.
button-change-zone = 🕐 Change
button-clocks = 🕐 Show the clocks
button-by-location = 📍 By location
button-send-location = 📍 Send my location
button-yes = Yes
button-no = No

## A new habit

new-name =
    ✏️ <b>A new habit.</b> What shall I call it?
    For example: <i>Read 20 pages</i>
name-empty = That is empty. Send at least one character.
name-too-long = That is too long for a name: { $max } characters at most.
name-one-line = A name is one line of plain text. Could you write it shorter?
new-days =
    ✏️ <b>{ $habit }</b>
    On which days?
new-pick-days =
    ✏️ <b>{ $habit }</b>
    Tap the days, then “Save”.
days-hint = Please choose the days with the buttons.
new-reminder =
    ✏️ <b>{ $habit }</b>
    📅 { $days }

    When shall I ask? Tap a time or write one, such as 21:30.
time-hint = I can’t read that as a time. Write it like 21:30, or tap one.
saved-headline = 🌱 Saved: <b>{ $habit }</b>
saved-next-reminder = I’ll ask you at { $time }. One tap is enough then.
saved-next-today = Open /today when you have done it.
cancelled = 👌 Okay, nothing was saved.
nothing-to-cancel = There is nothing to cancel.
offer = Add “{ $habit }” as a habit?
button-every-day = Every day
button-workdays = Mon–Fri
button-pick-days = Choose days…
button-save = ✓ Save
button-no-reminder = 🔕 No reminder
button-cancel = ✖️ Cancel
button-add = ➕ Yes
button-new = ➕ New habit
button-another = ➕ One more
button-today = 📋 Today
button-habits = ☰ Habits

## Today

today-headline = 📋 <b>{ $date }</b>
today-progress = { $bar }  { $done } of { $total } done
today-all-done =
    { $bar }  { $done } of { $total } done
    🎉 That’s all for today!
today-no-habits = No habits yet. Start with a small one: two minutes a day are enough.
today-nothing-due = Nothing is due today. Enjoy the day!
today-more =
    { $count ->
        [one] … and { $count } more in /habits
       *[other] … and { $count } more in /habits
    }
toast-done = ✅ { $habit }
toast-cleared = ↩️ No longer marked
toast-marked-for = Marked for { $date }
toast-cleared-for = No longer marked for { $date }

## The list of habits and their cards

habits-headline = <b>Your habits</b>: { $count }
habits-empty = No habits yet. What would you like to do regularly?
archived-headline = 📦 <b>Archived</b>: { $count }
archived-empty = 📦 Nothing is archived.
card-headline = <b>{ $habit }</b>
card-archived = 📦 <b>{ $habit }</b>
card-days = 📅 { $days }
card-reminders = 🔔 { $times }
card-no-reminder = 🔕 no reminder
card-fresh = 🌱 a new streak begins with the next ✅
card-strength = 💪 strength { $percent } %
card-numbers = 🏆 best { $best } · ✅ { $total } in all
card-numbers-with-rate = 🏆 best { $best } · ✅ { $total } in all · { $percent } % kept
card-range = { $from } – { $to }
legend-missed = ▫️ missed
legend-not-done = ✖️ not done
legend-skipped = ⏭ skipped
delete-question =
    🗑 Delete “<b>{ $habit }</b>”?
    { $total ->
        [0] Nothing was marked yet.
        [one] { $total } day of its history goes with it, for good.
       *[other] { $total } days of its history go with it, for good.
    }
archived-notice =
    📦 <b>{ $habit }</b> is archived: I no longer ask about it.
    Its history stays.
button-done-today = ✅ Done today
button-undo-today = ↩️ Undo today
button-done-on = ✅ { $date }
button-undo-on = ↩️ { $date }
button-archive = 📦 Archive
button-archived = 📦 Archived ({ $count })
button-restore = ↩️ Restore
button-delete = 🗑 Delete
button-keep = Keep
button-to-habits = ‹ Habits
toast-archived = 📦 Archived
toast-restored = ↩️ It is back
toast-deleted = 🗑 Deleted

## Help, and what goes wrong

help =
    <b>Habits, one tap a day</b>

    /today – your habits of today: a tap marks, one more tap takes it back
    /new – a new habit, for example <i>/new Read 20 pages</i>
    /habits – all habits: streaks, the last two weeks, archive
    /timezone – where your clock is
    /language – English or Russian
    /cancel – leaves a form

    Or just write what you would like to do: I’ll offer it as a habit.
unknown-command = I don’t know this command. Here is what I know:
media-hint = I understand words and buttons. Write what you would like to do, or open /today.
text-hint = I can make a habit of one short line. Or open /help.
sorry = 😔 Something went wrong on my side. Please try again.
toast-old-button = This button is old.
toast-habit-gone = This habit no longer exists.
toast-too-late = This can’t be put off any more.
