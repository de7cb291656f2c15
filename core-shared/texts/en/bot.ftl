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
command-settings = Everything that can be set
command-timezone = Your time zone
command-language = Your language
command-api = Tokens for your own programs
command-help = What I can do
command-privacy = What I keep
command-delete-me = Delete everything
command-cancel = Leave the form

## First contact

greeting =
    👋 <b>I help you keep your habits.</b>

    I ask at the time you choose, you tap ✅, and I count your streak.
    Missed a day? No drama: we simply go on.
welcome-back = 👋 Good to see you again!
group-hint =
    👥 <b>In a group I only do this:</b>

    /help – shows these words

    Your habits are nobody else’s business: I keep them in a private chat. Write to me at <a href="https://t.me/{ $bot }?start=group">@{ $bot }</a>.
command-group-help = Where habits are kept

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
first-habit =
    🌱 <b>And now your first habit.</b> Start small: one is enough.
    Tap one, or just write what you would like to do.
template-water = Drink water
template-water-unit = glasses
template-read = Read 20 pages
template-move = Move for 30 minutes
template-kept = Done already today? Tap it below.
button-template-water = 💧 Drink water · 8 glasses
button-template-read = 📖 Read 20 pages · 21:30
button-template-move = 🚶 Move for 30 minutes · 18:00
button-own-words = ✏️ In my own words
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
habits-too-many = 📚 That is as much as I can keep for you. Delete a habit that you no longer need, and there is room for another.
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
saved-next-kept = A day counts by itself. When it did not work out, say so in /today.
cancelled = 👌 Okay, nothing was saved.
nothing-to-cancel = There is nothing to cancel.
offer = Add “{ $habit }” as a habit?
offer-days =
    New habit “{ $habit }”?
    On which days?
draft-headline = ✨ <b>{ $habit }</b>
draft-nameless = ✨ <i>a habit without a name so far</i>
draft-days-open = 📅 on which days?
draft-time-open = 🔔 at what time?
draft-right = Is that right?
draft-which = That was said in two ways. Which one holds?
draft-ask-name = What shall I call it? Write its name.
draft-ask-days = On which days? Tap, or write it: <i>mon wed fri</i>, <i>every 3 days</i>, <i>twice a week</i>.
draft-pick-days = Tap the days, then “Save”.
draft-ask-goal = How much in a day? Write it: <i>20 pages</i>, <i>max 2 cups</i>.
draft-ask-time = When shall I ask? Tap a time or write one, such as 21:30, or several: <i>9, 14 and 20</i>.
draft-days-hint = I can’t read that as days.
draft-goal-hint = I can’t read that as an amount.
button-edit-name = ✏️ Name
button-edit-days = 🗓 Days
button-edit-goal = 🎯 Goal
button-edit-time = ⏰ Time
button-no-goal = No amount
button-do-it = ✅ Something to do
button-do-without = 🌿 Something to do without
button-every-day = Every day
button-workdays = Mon–Fri
button-pick-days = Choose days…
button-save = ✓ Save
button-no-reminder = 🔕 No reminder
button-cancel = ✖️ Cancel
button-add = ➕ Yes
button-another = ➕ One more

## Today

left-open-headline = 🗓 <b>Left open before today</b>
left-open-day = ▫️ <b>{ $habit }</b> · { $date }
left-open-more = … and { $count } more
left-open-hint = Did something happen after all? A tap marks it, and the rest stays as it is.
button-done-on-day = ✅ { $weekday } · { $habit }
button-leave-open = 👌 All as it is
toast-done = ✅ { $habit }
toast-kept = 🌿 Kept today
toast-lapse = Noted. It happens, and a new count begins.
toast-milestone = 🔥 { $span } in a row!
toast-milestone-quit = 🔥 { $span } without a lapse!
toast-target = 🏁 { $span } in a row: this is a habit now.
toast-target-total = 🏁 { $span } in all: this is a habit now.
toast-cleared = ↩️ No longer marked
toast-marked-for = Marked for { $date }
toast-marked-archived = Marked for { $date }. This habit is archived.
toast-marked-paused = Marked for { $date }. This habit is paused.
toast-cleared-for = No longer marked for { $date }

## All that can be said of a day

day-menu = <b>{ $habit }</b> · { $date }
day-done = ✅ done
day-kept = ✅ kept
day-open = ▫️ still open
day-unmarked = ▫️ no mark
day-not-due = ➖ not asked for
day-note = 💬 { $note }
day-proof-photo = 📷 with a photo
day-proof-voice = 🎤 with a voice message
day-proof-video = 🎥 with a video message
amount-question = ✏️ How much was it? Write a number, such as 2.5.
amount-hint = I can’t read that as an amount. A number from 0 on, please, such as 5 or 2.5.
note-question = 💬 What would you like to remember of this day? Write it to me.
note-hint = I can keep 1 to { $max } characters of plain text.
noted-question = And how was the day?
reply-which = 💬 Which habit is this about?
reply-no-such-day = This day can’t be marked now. /today has those that can.
button-not-done = ✖️ Not done
button-amount = ✏️ Amount
button-note = 💬 Note
button-drop-note = 🗑 Without a note
button-to-card = 📊 Card

## The list of habits and their cards

habits-headline = <b>Your habits</b>: { $count }
habits-empty = No habits yet. What would you like to do regularly?
archived-headline = 📦 <b>Archived</b>: { $count }
archived-empty = 📦 Nothing is archived.
card-headline = <b>{ $habit }</b>
card-archived = 📦 <b>{ $habit }</b>
card-days = 📅 { $days }
card-reminders = 🔔 { $times }
card-tags = 🏷 { $tags }
card-next-reminder = ⏰ next question: { $date } at { $time }
card-next-reminder-today = ⏰ next question: today at { $time }
card-no-reminder = 🔕 no reminder
card-quit = 🌿 doing without
card-goal = 🎯 { $goal }
card-paused = ⏸ paused through { $date }
card-fresh = 🌱 a new streak begins with the next ✅
card-fresh-quit = 🌱 a new count begins
card-target = 🏁 { $value } of { $span } in a row
card-target-total = 🏁 { $value } of { $span } in all
card-target-reached = 🏁 { $span } in a row: reached
card-target-total-reached = 🏁 { $span } in all: reached
card-freezes =
    🧊 { $count ->
        [one] { $count } freeze
       *[other] { $count } freezes
    }
card-next = ➡️ next: { $date }
card-strength = 💪 strength { $percent }%
card-numbers = 🏆 best { $best } · ✅ { $total } in all
card-numbers-with-rate = 🏆 best { $best } · ✅ { $total } in all · { $percent }% kept
card-range = { $from } – { $to }
legend-missed = ▫️ missed
legend-not-done = ✖️ not done
legend-lapse = ✖️ lapse
legend-partial = 🔹 in part
legend-within = 🔹 within the limit so far
legend-exceeded = 🔶 above the limit
legend-carried = ↪️ carried on
legend-skipped = ⏭ skipped
legend-frozen = 🧊 a freeze was spent
legend-paused = ⏸ pause
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
button-lapse-today = ✖️ Lapse today
button-lapse-on = ✖️ { $date }
button-add-today = { $step } today
button-add-on = { $step } · { $date }
button-pause = ⏸ Pause
button-resume = ▶️ Go on
button-why = ❓ Why { $percent }%
button-archive = 📦 Archive
button-archived = 📦 Archived ({ $count })
button-restore = ↩️ Restore
button-delete = 🗑 Delete
button-keep = Keep
button-to-habits = ‹ Habits
toast-archived = 📦 Archived
toast-restored = ↩️ It is back
toast-deleted = 🗑 Deleted

## A pause, and where the numbers come from

pause-question =
    ⏸ <b>{ $habit }</b>
    For how long? Paused days are not asked for, and the streak stays.
pause-three-days = 3 days, through { $date }
pause-week = A week, through { $date }
pause-two-weeks = Two weeks, through { $date }
pause-month = A month, through { $date }
toast-paused = ⏸ Paused through { $date }
toast-resumed = ▶️ It goes on
why-headline = ❓ <b>{ $habit }</b>
why-strength =
    💪 Strength { $percent }%: how settled the habit is. Each day that counts gives points, and its points fade as new days come.
why-no-days = No day counts yet.
why-day = { $icon } { $date }: +{ $points }
why-earlier = … and all days before: +{ $points }
why-streak-since = 🔥 The streak began on { $date }.
why-broken-on = 📅 The one before it ended on { $date }.
why-last-broken-on = 📅 The last streak ended on { $date }.

## Tokens for own programs

tokens-headline = 🔑 <b>Tokens for your own programs</b>
tokens-purpose = A program that shows a token of yours, such as a script or a smart home, may see your habits or mark them.
tokens-too-many = You have { $most } tokens, more there cannot be. Take one back to make another.
token-headline = <b>{ $name }</b> · <code>{ $prefix }…</code>
token-title = 🔑 <b>{ $name }</b>
token-prefix = <code>{ $prefix }…</code>
token-reads = 👁 read
token-writes = ✏️ read and write
token-until = until { $date }
token-used = last used { $date }
token-used-today = used today
token-unused = not used yet
token-card-until = 📅 valid until { $date }
token-card-used = 🕐 { $used }
token-card-made = 🌱 made on { $date }
token-usual-name = My program
token-name-taken = You have a token of this name. Choose another name, or take that one back first: /api
new-token-name =
    🔑 <b>A new token.</b> Which program is it for?
    Write its name, or take this one.
new-token-access =
    🔑 <b>{ $name }</b>
    What may it do? Reading is enough for a display; writing is for marking days and changing habits.
new-token-days =
    🔑 <b>{ $name }</b>
    { $access }

    For how long? After that it is let in no longer.
new-token-place = 🔑 Your new token will be here in a moment.
new-token-secret =
    🔑 The token for <b>{ $name }</b>:

    <tg-spoiler>{ $secret }</tg-spoiler>

    It is not shown again. Whoever has it can do the same as your program, so put it where only that can read it, and remove this message.
buttons-hint = Please choose with one of the buttons.
take-back-question =
    🗑 Take “<b>{ $name }</b>” back?
    Programs that use this token stop working at once.
message-removed = 🗑 The token is no longer shown here.
button-new-token = ＋ Token
button-token-read = 👁 Read
button-token-write = ✏️ Read and write
button-token-month = 30 days
button-token-season = 90 days
button-token-year = A year
button-copy = 📋 Copy
button-remove-message = 🗑 Remove this message
button-take-back = 🗑 Take back
button-to-tokens = ‹ Tokens
toast-taken-back = 🗑 Taken back: it opens nothing any more
toast-token-gone = This token no longer exists.
## Settings

settings-headline = ⚙️ <b>Settings</b>
settings-language = 🌐 { $language }
settings-zone = 🌍 { $zone }, it is { $time }
settings-no-zone = 🌍 no time zone yet: your days are those of UTC
settings-day-start = 🌅 the day begins at { $time }
settings-first-weekday = 📅 the week begins on { $day }
settings-reminders-on = 🔔 reminders are on
settings-reminders-off = 🔕 no reminders
settings-quiet-hours = 🌙 quiet from { $from } to { $to }
settings-no-quiet-hours = 🌙 no quiet hours
settings-digest-at = ☀️ what is due: at { $time }
settings-digest-off = ☀️ no morning message
settings-nudge-at = 🌆 what is still open: at { $time }
settings-nudge-off = 🌆 no evening message
settings-pinned-on = 📌 the list of the day stays pinned
settings-pinned-off = 📌 no pinned list
settings-vacation = 🏖 vacation through { $to }
settings-vacation-to-come = 🏖 vacation from { $from } through { $to }
settings-no-vacation = 🏖 no vacation
settings-freezes-on = 🧊 freezes are on
settings-freezes-off = 🧊 no freezes
setting-saved = ✓ Saved
button-settings-language = 🌐 Language
button-settings-zone = 🌍 Time zone
button-settings-day-start = 🌅 Day begins
button-settings-first-weekday = 📅 Week begins
button-settings-reminders = 🔔 Reminders
button-settings-quiet-hours = 🌙 Quiet hours
button-settings-digest = ☀️ Morning
button-settings-nudge = 🌆 Evening
button-settings-pinned = 📌 Pinned list
button-settings-vacation = 🏖 Vacation
button-settings-freezes = 🧊 Freezes
button-settings-tokens = 🔑 Tokens
button-settings-privacy = 🔒 Privacy
button-to-settings = ‹ Settings
button-other-value = ✏️ Other…
button-own-value = ✓ { $value } ✏️
button-other-days = ✏️ Other days…
choice-off = Off
day-start-question =
    🌅 <b>When does your day begin?</b>
    What you do before that still counts for the day before: good for late nights.
first-weekday-question =
    📅 <b>On which day does your week begin?</b>
    Habits with so many times a week are counted by it, past weeks included.
quiet-hours-question =
    🌙 <b>When shall I be quiet?</b>
    What would come then comes when it is over.
digest-question =
    ☀️ <b>Shall I tell you in the morning what is due?</b>
    One message a day, if anything is due.
nudge-question =
    🌆 <b>Shall I tell you in the evening what is still open?</b>
    One message a day, and none when all is done.
reminders-are-on =
    🔔 <b>Reminders are on.</b>
    I ask at the times of your habits.
reminders-are-off =
    🔕 <b>Reminders are off.</b>
    Nothing comes by itself: no questions, no morning and no evening message. Your habits and numbers stay.
button-turn-reminders-on = 🔔 Turn reminders on
button-turn-reminders-off = 🔕 Turn reminders off
pinned-is-on = 📌 <b>The list of the day stays pinned.</b>
pinned-is-off = 📌 <b>No list is pinned.</b>
pinned-explained = When your day begins, its list comes without a sound and is pinned to the top of this chat. It follows whatever you mark, wherever you mark it. The next day it becomes one line, and the new list takes its place.
pinned-from-next-day = 📌 Comes with your next day
button-turn-pinned-on = 📌 Pin the list of the day
button-turn-pinned-off = Stop pinning it
freezes-are-on =
    🧊 <b>Freezes are on.</b> { $count ->
        [0] You have none at present.
        [one] You have { $count } at present.
       *[other] You have { $count } at present, all habits together.
    }
freezes-are-off = 🧊 <b>Freezes are off.</b>
freezes-explained = Seven kept days in a row earn a habit one, and it keeps two at most. When you miss a day in a streak of three or more, one is spent and the streak goes on.
button-turn-freezes-on = 🧊 Turn freezes on
button-turn-freezes-off = Turn freezes off
vacation-question =
    <b>For how long?</b>
    Nothing is due on vacation, and your streaks stay.
button-end-vacation = ▶️ End the vacation today
button-call-off-vacation = ✖️ Call it off
ask-day-start =
    🌅 <b>When does your day begin?</b>
    Write a time from 00:00 to 12:00, such as 03:30.
ask-quiet-hours =
    🌙 <b>When shall I be quiet?</b>
    Write two times, such as 22:30-7.
ask-digest =
    ☀️ <b>When shall I tell you what is due?</b>
    Write a time, such as 6:45.
ask-nudge =
    🌆 <b>When shall I tell you what is still open?</b>
    Write a time, such as 20:15.
ask-vacation =
    🏖 <b>When is your vacation?</b>
    Write its last day, such as 20.12, or both ends, such as 20.12-05.01. The day comes before the month.
typed-not-a-time = I can’t read that as a time.
typed-after-noon = That is too late for a day to begin: noon is the latest.
typed-not-two-times = I can’t read that as two times.
typed-same-time-twice = That is the same time twice. I need two different ones.
typed-not-a-date = I can’t read that as a date.
typed-over = Those days are over already.
typed-backwards = That ends before it begins.
typed-too-far = That is too far away: come back within ten years.

## What is kept, taking it along, and leaving

privacy =
    🔒 <b>What I keep</b>

    • your Telegram id, your language, your time zone and the other settings
    • your habits, their reminders, what you mark or note on each day, and when
    • which question between us is open, so that a restart does not lose it
    • which messages I sent you and when, so that none comes twice
    • of access that you gave to programs: its name, and what recognizes it

    I keep neither your name nor your phone number nor where you are: a location that you share becomes a time zone and is forgotten.
    All of it is with whoever runs this bot. Our chat itself is kept by Telegram.

    You can take everything along, and delete it at any time.
button-export = 📦 Export
button-delete-everything = 🗑 Delete everything
button-keep-everything = ‹ Keep everything
export-caption = 📦 <b>Everything I keep about your habits</b>
delete-me-headline = 🗑 <b>Delete everything?</b> This goes for good:
delete-me-habits =
    • { $count ->
        [one] { $count } habit
       *[other] { $count } habits
    }
delete-me-entries =
    • { $count ->
        [one] { $count } marked day
       *[other] { $count } marked days
    }
delete-me-rest = • your settings, and everything else I know of you
delete-me-word =
    With “Export” you can take it along before.
    To delete it all, write <b>{ $word }</b>.
delete-me-the-word = DELETE
delete-me-other-word = That is another word, so nothing was deleted.
delete-me-kept = 👌 Everything stays as it is.
delete-me-goodbye =
    👋 Done: I have deleted everything, and will not write to you again.
    All the best! Should you come back, /start begins anew.

## Help, and what goes wrong

help =
    <b>Habits, one tap a day</b>

    /today – your habits of today: a tap marks, one more tap takes it back, … has all the rest
    /new – a new habit, for example <i>/new Read 20 pages every evening at 21:30</i>
    /habits – all habits: streaks, the last two weeks, archive
    /settings – quiet hours, morning message, vacation and all else that can be set
    /timezone – where your clock is
    /language – English or Russian
    /api – tokens for your own programs
    /privacy – what I keep
    /delete_me – takes your leave and deletes everything
    /cancel – leaves a form

    Or just write it: <i>run mon wed fri at 7</i>, <i>drink water 8 times a day</i>, <i>no sugar</i>.
unknown-command = I don’t know this command. Here is what I know:
media-hint = I understand words and buttons. Write what you would like to do, or open /today.
text-hint = I can make a habit of one short line. Or open /help.
sorry = 😔 Something went wrong on my side. Please try again.
toast-old-button = This button is old.
toast-habit-gone = This habit no longer exists.
toast-too-late = This can’t be put off any more.
