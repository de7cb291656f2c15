# Что говорит бот: приветствие, настройки, анкета новой привычки, сегодня, список привычек.

## Что видно до начала разговора и в списке команд

bot-description =
    Я помогаю держать привычки.

    Спрошу в удобное вам время, вы нажмёте ✅, а я посчитаю серию. Пропустили день? Просто продолжим.
bot-short-description = Помогаю держать привычки: вопрос вовремя, ответ одним касанием.
command-start = Начать
command-today = Привычки на сегодня
command-new = Новая привычка
command-habits = Все привычки
command-settings = Всё, что можно настроить
command-timezone = Часовой пояс
command-language = Язык
command-api = Токены для ваших программ
command-help = Что я умею
command-privacy = Что я храню
command-delete-me = Удалить всё
command-cancel = Выйти из анкеты

## Знакомство

greeting =
    👋 <b>Я помогаю держать привычки.</b>

    Спрошу в удобное вам время, вы нажмёте ✅, а я посчитаю серию.
    Пропустили день? Ничего страшного: просто продолжим.
welcome-back = 👋 Рад вас видеть!
group-hint =
    👥 <b>В группе я умею только это:</b>

    /help – показать эти слова

    Ваши привычки – только ваше дело: я веду их в личном чате. Напишите мне: <a href="https://t.me/{ $bot }?start=group">@{ $bot }</a>.
command-group-help = Где ведутся привычки

## Язык

language-question = 🌐 Я говорю с вами по-русски. На каком языке вам удобнее?

## Часовой пояс

zone-question =
    🕐 <b>Который у вас час?</b>
    Нажмите на своё время или напишите название города.
zone-places =
    🕐 Сейчас <b>{ $time }</b>. Где время круглый год такое же, как у вас?
    Нет в списке? Напишите название города.
zone-several = 🌍 Какой из них?
zone-saved = 🌍 { $zone }, там сейчас { $time }.
zone-unknown =
    🤔 Не знаю такого места: «{ $text }».
    Напишите ближайший большой город или нажмите на своё время.
zone-unknown-location =
    🤔 Не могу определить часовой пояс этой точки.
    Напишите ближайший большой город или нажмите на своё время.
zone-ask-location =
    📍 Нажмите кнопку внизу, и я определю часовой пояс.
    Запомню только пояс, а не место.
zone-offer = 📍 Это { $zone }, там сейчас { $time }. Это ваш часовой пояс?
location-thanks = 📍 Спасибо!
keyboard-removed = 👌 Идём дальше.
first-habit =
    🌱 <b>А теперь первая привычка.</b> Начните с малого: одной достаточно.
    Нажмите на одну из них или просто напишите, что хочется делать.
template-water = Пить воду
template-water-unit = стаканов
template-read = Прочитать 20 страниц
template-move = 30 минут движения
template-kept = Сегодня уже сделали? Нажмите ниже.
button-template-water = 💧 Пить воду · 8 стаканов
button-template-read = 📖 Прочитать 20 страниц · 21:30
button-template-move = 🚶 30 минут движения · 18:00
button-own-words = ✏️ Своими словами
button-change-zone = 🕐 Изменить
button-clocks = 🕐 Показать часы
button-by-location = 📍 По геопозиции
button-send-location = 📍 Отправить геопозицию
button-yes = Да
button-no = Нет

## Новая привычка

new-name =
    ✏️ <b>Новая привычка.</b> Как её назвать?
    Например: <i>Прочитать 20 страниц</i>
habits-too-many = 📚 Больше я хранить не могу. Удалите привычку, которая больше не нужна, и место для новой найдётся.
name-empty = Здесь пусто. Пришлите хотя бы один знак.
name-too-long = Слишком длинно для названия: не больше { $max } знаков.
name-one-line = Название — это одна строка обычного текста. Напишите покороче?
new-days =
    ✏️ <b>{ $habit }</b>
    По каким дням?
new-pick-days =
    ✏️ <b>{ $habit }</b>
    Отметьте дни и нажмите «Сохранить».
days-hint = Выберите дни кнопками, пожалуйста.
new-reminder =
    ✏️ <b>{ $habit }</b>
    📅 { $days }

    Когда спросить? Нажмите на время или напишите своё, например 21:30.
time-hint = Не понимаю, который это час. Напишите, например, 21:30 или нажмите кнопку.
saved-headline = 🌱 Сохранено: <b>{ $habit }</b>
saved-next-reminder = Спрошу в { $time }. Ответить можно одним касанием.
saved-next-today = Когда сделаете, отметьте в /today.
saved-next-kept = День засчитывается сам. Если не получилось, отметьте это в /today.
cancelled = 👌 Хорошо, ничего не сохраняю.
nothing-to-cancel = Отменять нечего.
offer = Добавить «{ $habit }» как привычку?
offer-days =
    Новая привычка «{ $habit }»?
    По каким дням?
draft-headline = ✨ <b>{ $habit }</b>
draft-nameless = ✨ <i>пока без названия</i>
draft-days-open = 📅 по каким дням?
draft-time-open = 🔔 во сколько?
draft-right = Всё верно?
draft-which = Здесь сказано по-разному. Что из этого верно?
draft-ask-name = Как её назвать? Напишите название.
draft-ask-days = По каким дням? Нажмите или напишите: <i>пн ср пт</i>, <i>каждые 3 дня</i>, <i>2 раза в неделю</i>.
draft-pick-days = Отметьте дни и нажмите «Сохранить».
draft-ask-goal = Сколько в день? Напишите: <i>20 страниц</i>, <i>не больше 2 чашек</i>.
draft-ask-time = Когда спросить? Нажмите на время или напишите своё, например 21:30, или несколько: <i>9, 14 и 20</i>.
draft-days-hint = Не понимаю, какие это дни.
draft-goal-hint = Не понимаю, сколько это.
button-edit-name = ✏️ Название
button-edit-days = 🗓 Дни
button-edit-goal = 🎯 Цель
button-edit-time = ⏰ Время
button-no-goal = Без количества
button-do-it = ✅ Это нужно делать
button-do-without = 🌿 Без этого нужно обойтись
button-every-day = Каждый день
button-workdays = Пн–Пт
button-pick-days = Выбрать дни…
button-save = ✓ Сохранить
button-no-reminder = 🔕 Не напоминать
button-cancel = ✖️ Отмена
button-add = ➕ Да
button-another = ➕ Ещё одна

## Сегодня

left-open-headline = 🗓 <b>Осталось с прошлых дней</b>
left-open-day = ▫️ <b>{ $habit }</b> · { $date }
left-open-more = … и ещё { $count }
left-open-hint = Что-то всё-таки сделано? Отметьте касанием, остальное останется как есть.
button-done-on-day = ✅ { $weekday } · { $habit }
button-leave-open = 👌 Всё как есть
toast-done = ✅ { $habit }
toast-kept = 🌿 Сегодня получилось
toast-lapse = Записано. Бывает: начинаем новый отсчёт.
toast-milestone = 🔥 { $span } подряд!
toast-milestone-quit = 🔥 { $span } без срыва!
toast-target = 🏁 { $span } подряд: теперь это привычка.
toast-target-total = 🏁 Всего { $span }: теперь это привычка.
toast-cleared = ↩️ Отметка снята
toast-marked-for = Отмечено за { $date }
toast-marked-archived = Отмечено за { $date }. Эта привычка в архиве.
toast-marked-paused = Отмечено за { $date }. Эта привычка на паузе.
toast-cleared-for = Отметка за { $date } снята

## Всё, что можно сказать о дне

day-menu = <b>{ $habit }</b> · { $date }
day-done = ✅ сделано
day-kept = ✅ получилось
day-open = ▫️ ещё не отмечено
day-unmarked = ▫️ отметки нет
day-not-due = ➖ в этот день не нужно
day-note = 💬 { $note }
day-proof-photo = 📷 есть фото
day-proof-voice = 🎤 есть голосовое сообщение
day-proof-video = 🎥 есть видеосообщение
amount-question = ✏️ Сколько вышло? Напишите число, например 2,5.
amount-hint = Не понимаю, сколько это. Напишите число от нуля, например 5 или 2,5.
note-question = 💬 Что хочется запомнить об этом дне? Напишите мне.
note-hint = Я могу сохранить от 1 до { $max } знаков обычного текста.
noted-question = А как прошёл день?
reply-which = 💬 О какой привычке речь?
reply-no-such-day = Этот день сейчас отметить нельзя. Те, что можно, есть в /today.
button-not-done = ✖️ Не сделано
button-amount = ✏️ Сколько
button-note = 💬 Заметка
button-drop-note = 🗑 Без заметки
button-to-card = 📊 Карточка

## Список привычек и карточки

habits-headline = <b>Ваши привычки</b>: { $count }
habits-empty = Привычек пока нет. Что хочется делать регулярно?
archived-headline = 📦 <b>В архиве</b>: { $count }
archived-empty = 📦 В архиве пусто.
card-headline = <b>{ $habit }</b>
card-archived = 📦 <b>{ $habit }</b>
card-days = 📅 { $days }
card-reminders = 🔔 { $times }
card-tags = 🏷 { $tags }
card-next-reminder = ⏰ следующий вопрос: { $date } в { $time }
card-next-reminder-today = ⏰ следующий вопрос: сегодня в { $time }
card-no-reminder = 🔕 без напоминания
card-quit = 🌿 обходимся без этого
card-goal = 🎯 { $goal }
card-paused = ⏸ пауза по { $date }
card-fresh = 🌱 новая серия начнётся со следующей ✅
card-fresh-quit = 🌱 начинается новый отсчёт
card-target = 🏁 { $value } из { $span } подряд
card-target-total = 🏁 всего { $value } из { $span }
card-target-reached = 🏁 { $span } подряд: цель достигнута
card-target-total-reached = 🏁 всего { $span }: цель достигнута
card-freezes =
    🧊 { $count ->
        [one] { $count } заморозка
        [few] { $count } заморозки
       *[many] { $count } заморозок
    }
card-next = ➡️ в следующий раз: { $date }
card-strength = 💪 сила привычки { $percent }{"\u00A0"}%
card-numbers = 🏆 рекорд { $best } · ✅ всего { $total }
card-numbers-with-rate = 🏆 рекорд { $best } · ✅ всего { $total } · выполнено { $percent }{"\u00A0"}%
card-range = { $from } – { $to }
legend-missed = ▫️ не отмечено
legend-not-done = ✖️ не сделано
legend-lapse = ✖️ срыв
legend-partial = 🔹 часть
legend-within = 🔹 пока в пределах
legend-exceeded = 🔶 больше предела
legend-carried = ↪️ перенесено
legend-skipped = ⏭ пропуск
legend-frozen = 🧊 потрачена заморозка
legend-paused = ⏸ пауза
delete-question =
    🗑 Удалить «<b>{ $habit }</b>»?
    { $total ->
        [0] Отметок ещё не было.
        [one] Вместе с ней навсегда исчезнет история: { $total } день.
        [few] Вместе с ней навсегда исчезнет история: { $total } дня.
       *[many] Вместе с ней навсегда исчезнет история: { $total } дней.
    }
archived-notice =
    📦 <b>{ $habit }</b> теперь в архиве: спрашивать не буду.
    История сохранена.
button-done-today = ✅ Сделано сегодня
button-undo-today = ↩️ Снять за сегодня
button-done-on = ✅ { $date }
button-undo-on = ↩️ { $date }
button-lapse-today = ✖️ Срыв сегодня
button-lapse-on = ✖️ { $date }
button-add-today = { $step } сегодня
button-add-on = { $step } · { $date }
button-pause = ⏸ Пауза
button-resume = ▶️ Продолжить
button-why = ❓ Почему { $percent }{"\u00A0"}%
button-archive = 📦 В архив
button-archived = 📦 Архив ({ $count })
button-restore = ↩️ Вернуть
button-delete = 🗑 Удалить
button-keep = Оставить
button-to-habits = ‹ Привычки
toast-archived = 📦 В архиве
toast-restored = ↩️ Привычка снова с вами
toast-deleted = 🗑 Удалено

## Пауза, и откуда берутся числа

pause-question =
    ⏸ <b>{ $habit }</b>
    Надолго? В дни паузы я не спрашиваю, и серия сохраняется.
pause-three-days = 3 дня, по { $date }
pause-week = Неделя, по { $date }
pause-two-weeks = Две недели, по { $date }
pause-month = Месяц, по { $date }
toast-paused = ⏸ Пауза по { $date }
toast-resumed = ▶️ Продолжаем
why-headline = ❓ <b>{ $habit }</b>
why-strength =
    💪 Сила { $percent }{"\u00A0"}%: насколько привычка устоялась. Каждый день, который в счёт, даёт баллы, и с новыми днями они понемногу тают.
why-no-days = Пока в счёт не идёт ни один день.
why-day = { $icon } { $date }: +{ $points }
why-earlier = … и все дни до этого: +{ $points }
why-streak-since = 🔥 Серия идёт с { $date }.
why-broken-on = 📅 Предыдущая прервалась: { $date }.
why-last-broken-on = 📅 Последняя серия прервалась: { $date }.

## Токены для своих программ

tokens-headline = 🔑 <b>Токены для ваших программ</b>
tokens-purpose = Программа, которая показывает ваш токен, например скрипт или умный дом, может смотреть ваши привычки или отмечать их.
tokens-too-many = У вас { $most } токенов, больше завести нельзя. Отзовите один, чтобы создать другой.
token-headline = <b>{ $name }</b> · <code>{ $prefix }…</code>
token-title = 🔑 <b>{ $name }</b>
token-prefix = <code>{ $prefix }…</code>
token-reads = 👁 чтение
token-writes = ✏️ чтение и запись
token-until = до { $date }
token-used = последний раз { $date }
token-used-today = сегодня использован
token-unused = ещё не использован
token-card-until = 📅 действует до { $date }
token-card-used = 🕐 { $used }
token-card-made = 🌱 создан { $date }
token-usual-name = Моя программа
token-name-taken = Токен с таким названием уже есть. Выберите другое название или сначала отзовите тот: /api
new-token-name =
    🔑 <b>Новый токен.</b> Для какой он программы?
    Напишите её название или возьмите это.
new-token-access =
    🔑 <b>{ $name }</b>
    Что ему можно? Чтобы показывать, хватит чтения; запись нужна, чтобы отмечать дни и менять привычки.
new-token-days =
    🔑 <b>{ $name }</b>
    { $access }

    На какой срок? Потом он перестанет действовать.
new-token-place = 🔑 Сейчас здесь появится новый токен.
new-token-secret =
    🔑 Токен для «<b>{ $name }</b>»:

    <tg-spoiler>{ $secret }</tg-spoiler>

    Больше он не покажется. У кого он есть, тот может всё, что может ваша программа: положите его туда, где его прочтёт только она, и удалите это сообщение.
buttons-hint = Выберите одну из кнопок, пожалуйста.
take-back-question =
    🗑 Отозвать «<b>{ $name }</b>»?
    Программы с этим токеном сразу перестанут работать.
message-removed = 🗑 Токена здесь больше нет.
button-new-token = ＋ Токен
button-token-read = 👁 Чтение
button-token-write = ✏️ Чтение и запись
button-token-month = 30 дней
button-token-season = 90 дней
button-token-year = Год
button-copy = 📋 Скопировать
button-remove-message = 🗑 Удалить это сообщение
button-take-back = 🗑 Отозвать
button-to-tokens = ‹ Токены
toast-taken-back = 🗑 Отозван: больше ничего не открывает
toast-token-gone = Этого токена больше нет.
## Настройки

settings-headline = ⚙️ <b>Настройки</b>
settings-language = 🌐 { $language }
settings-zone = 🌍 { $zone }, сейчас { $time }
settings-no-zone = 🌍 часовой пояс пока не указан: считаю дни по UTC
settings-day-start = 🌅 день начинается в { $time }
settings-first-weekday = 📅 неделя начинается: { $day }
settings-reminders-on = 🔔 напоминания включены
settings-reminders-off = 🔕 без напоминаний
settings-quiet-hours = 🌙 тишина с { $from } до { $to }
settings-no-quiet-hours = 🌙 без тихих часов
settings-digest-at = ☀️ что предстоит: в { $time }
settings-digest-off = ☀️ утром не пишу
settings-nudge-at = 🌆 что ещё осталось: в { $time }
settings-nudge-off = 🌆 вечером не пишу
settings-pinned-on = 📌 список дня закреплён
settings-pinned-off = 📌 список дня не закреплён
settings-vacation = 🏖 отпуск по { $to }
settings-vacation-to-come = 🏖 отпуск: { $from } – { $to }
settings-no-vacation = 🏖 отпуска нет
settings-freezes-on = 🧊 заморозки включены
settings-freezes-off = 🧊 без заморозок
setting-saved = ✓ Сохранено
button-settings-language = 🌐 Язык
button-settings-zone = 🌍 Часовой пояс
button-settings-day-start = 🌅 Начало дня
button-settings-first-weekday = 📅 Начало недели
button-settings-reminders = 🔔 Напоминания
button-settings-quiet-hours = 🌙 Тихие часы
button-settings-digest = ☀️ Утро
button-settings-nudge = 🌆 Вечер
button-settings-pinned = 📌 Список дня
button-settings-vacation = 🏖 Отпуск
button-settings-freezes = 🧊 Заморозки
button-settings-tokens = 🔑 Токены
button-settings-privacy = 🔒 Приватность
button-to-settings = ‹ Настройки
button-other-value = ✏️ Другое…
button-own-value = ✓ { $value } ✏️
button-other-days = ✏️ Другие дни…
choice-off = Нет
day-start-question =
    🌅 <b>Когда у вас начинается день?</b>
    Всё, что сделано раньше этого часа, идёт в счёт вчерашнего дня: удобно тем, кто ложится поздно.
first-weekday-question =
    📅 <b>С какого дня начинается неделя?</b>
    По ней считаются привычки «столько-то раз в неделю», в том числе прошлые недели.
quiet-hours-question =
    🌙 <b>Когда не беспокоить?</b>
    Что пришлось на это время, придёт, когда оно закончится.
digest-question =
    ☀️ <b>Рассказывать утром, что предстоит?</b>
    Одно сообщение в день, если что-то предстоит.
nudge-question =
    🌆 <b>Рассказывать вечером, что ещё осталось?</b>
    Одно сообщение в день, а если всё сделано, ни одного.
reminders-are-on =
    🔔 <b>Напоминания включены.</b>
    Спрашиваю в то время, которое указано у привычек.
reminders-are-off =
    🔕 <b>Напоминания выключены.</b>
    Сам ничего не присылаю: ни вопросов, ни утренних и вечерних сообщений. Привычки и числа остаются.
button-turn-reminders-on = 🔔 Включить напоминания
button-turn-reminders-off = 🔕 Выключить напоминания
pinned-is-on = 📌 <b>Список дня закреплён.</b>
pinned-is-off = 📌 <b>Список дня не закреплён.</b>
pinned-explained = Когда начинается ваш день, его список приходит без звука и закрепляется вверху этого чата. Он меняется вместе с отметками, где бы вы их ни ставили. На следующий день от него останется одна строка, а место займёт новый список.
pinned-from-next-day = 📌 Появится с началом нового дня
button-turn-pinned-on = 📌 Закреплять список дня
button-turn-pinned-off = Не закреплять
freezes-are-on =
    🧊 <b>Заморозки включены.</b> { $count ->
        [0] Сейчас их нет.
        [one] Сейчас есть { $count } заморозка.
        [few] Сейчас есть { $count } заморозки на все привычки.
       *[many] Сейчас есть { $count } заморозок на все привычки.
    }
freezes-are-off = 🧊 <b>Заморозки выключены.</b>
freezes-explained = За семь выполненных дней подряд привычка получает одну, а хранит не больше двух. Если пропустить день в серии от трёх дней, одна потратится и серия продолжится.
button-turn-freezes-on = 🧊 Включить заморозки
button-turn-freezes-off = Выключить заморозки
vacation-question =
    <b>Надолго?</b>
    В отпуске ничего делать не нужно, и серии сохраняются.
button-end-vacation = ▶️ Закончить отпуск сегодня
button-call-off-vacation = ✖️ Отменить отпуск
ask-day-start =
    🌅 <b>Когда у вас начинается день?</b>
    Напишите время от 00:00 до 12:00, например 03:30.
ask-quiet-hours =
    🌙 <b>Когда не беспокоить?</b>
    Напишите начало и конец, например 22:30-7.
ask-digest =
    ☀️ <b>Когда рассказывать, что предстоит?</b>
    Напишите время, например 6:45.
ask-nudge =
    🌆 <b>Когда рассказывать, что ещё осталось?</b>
    Напишите время, например 20:15.
ask-vacation =
    🏖 <b>Когда у вас отпуск?</b>
    Напишите последний день, например 20.12, или начало и конец, например 20.12-05.01.
typed-not-a-time = Не понимаю, который это час.
typed-after-noon = Для начала дня это поздно: самое позднее — полдень.
typed-not-two-times = Не вижу здесь двух времён: начала и конца.
typed-same-time-twice = Начало и конец совпадают. Нужно разное время.
typed-not-a-date = Не понимаю, какой это день.
typed-over = Эти дни уже прошли.
typed-backwards = Конец получается раньше начала.
typed-too-far = Это слишком далеко: не больше десяти лет.

## Что хранится, как это забрать и как уйти

privacy =
    🔒 <b>Что я храню</b>

    • ваш номер (id) в Telegram, язык, часовой пояс и другие настройки
    • ваши привычки, их напоминания и то, что и когда вы отмечаете и записываете
    • какой вопрос между нами открыт, чтобы он не потерялся при перезапуске
    • какие сообщения и когда я вам прислал, чтобы ничего не пришло дважды
    • о доступе, который вы дали программам: его имя и то, по чему он узнаётся

    Ни имени, ни телефона, ни места, где вы находитесь, я не храню: из геопозиции получается часовой пояс, а сама она забывается.
    Всё это есть только у того, кто запустил этого бота. Саму нашу переписку хранит Telegram.

    Всё это можно забрать с собой и в любой момент удалить.
button-export = 📦 Выгрузить
button-delete-everything = 🗑 Удалить всё
button-keep-everything = ‹ Оставить всё
export-caption = 📦 <b>Всё, что я храню о ваших привычках</b>
delete-me-headline = 🗑 <b>Удалить всё?</b> Навсегда исчезнет:
delete-me-habits =
    • { $count ->
        [one] { $count } привычка
        [few] { $count } привычки
       *[many] { $count } привычек
    }
delete-me-entries =
    • { $count ->
        [one] { $count } отмеченный день
        [few] { $count } отмеченных дня
       *[many] { $count } отмеченных дней
    }
delete-me-rest = • настройки и всё остальное, что я о вас знаю
delete-me-word =
    Кнопкой «Выгрузить» можно сначала забрать всё с собой.
    Чтобы удалить всё, напишите <b>{ $word }</b>.
delete-me-the-word = УДАЛИТЬ
delete-me-other-word = Это другое слово, поэтому ничего не удалено.
delete-me-kept = 👌 Всё остаётся как было.
delete-me-goodbye =
    👋 Готово: я всё удалил и больше не буду писать.
    Всего доброго! Если захотите вернуться, /start начнёт всё заново.

## Помощь и то, что не получилось

help =
    <b>Привычки: одно касание в день</b>

    /today – привычки на сегодня: касание отмечает, ещё одно снимает отметку, а под … всё остальное
    /new – новая привычка, например <i>/new Читать 20 страниц каждый вечер в 21:30</i>
    /habits – все привычки: серии, последние две недели, архив
    /settings – тихие часы, утреннее сообщение, отпуск и всё остальное
    /timezone – ваш часовой пояс
    /language – русский или английский
    /api – токены для ваших программ
    /privacy – что я храню
    /delete_me – попрощаться и всё удалить
    /cancel – выйти из анкеты

    Или просто напишите: <i>бегать пн ср пт в 7</i>, <i>пить воду 8 раз в день</i>, <i>без сахара</i>.
unknown-command = Такой команды я не знаю. Вот что я умею:
media-hint = Я понимаю слова и кнопки. Напишите, что хочется делать, или откройте /today.
text-hint = Привычка — это одна короткая строка. Или откройте /help.
sorry = 😔 У меня что-то пошло не так. Попробуйте ещё раз.
toast-old-button = Эта кнопка устарела.
toast-habit-gone = Этой привычки больше нет.
toast-too-late = Отложить уже не получится.
