# Изменение привычки: что можно изменить, и вопрос для каждого.

edit-headline =
    ✏️ <b>{ $habit }</b>
    Что изменить?
edit-name =
    ✏️ <b>{ $habit }</b>
    Напишите новое название.
edit-tags =
    🏷 <b>{ $habit }</b>
    Напишите метки через запятую, например: <i>здоровье, утро</i>
tags-hint = Не больше { $count } меток через запятую, в каждой не больше { $max } знаков.
edit-days =
    📅 <b>{ $habit }</b>
    Сейчас: { $days }. За прошедшие дни всё остаётся как было.
edit-dates =
    📅 <b>{ $habit }</b>
    Отметьте числа месяца и нажмите «Сохранить».
edit-every-n =
    📅 <b>{ $habit }</b>
    Раз в сколько дней? Нажмите на число или напишите своё. Первый день — сегодня.
every-n-hint = Нужно число от 1 до 365.
edit-times-a-week =
    📅 <b>{ $habit }</b>
    Сколько раз в неделю?
edit-times-a-month =
    📅 <b>{ $habit }</b>
    Сколько раз в месяц?
edit-goal =
    🎯 <b>{ $habit }</b>
    Какой день удался?
edit-goal-none = Сейчас: просто да или нет.
edit-goal-step = Одно касание прибавляет { $step }.
edit-goal-least =
    🎯 <b>{ $habit }</b>
    Не меньше скольких? Напишите число и что считаем, например: <i>8 стаканов</i>
edit-goal-most =
    🎯 <b>{ $habit }</b>
    Не больше скольких? Напишите число и что считаем, например: <i>2 чашки</i>
edit-step =
    🎯 <b>{ $habit }</b>
    Сколько прибавлять одним касанием? Напишите число, например: <i>0,5</i>
edit-amount-hint = Не понимаю, сколько это. Напишите, например, <i>8 стаканов</i> или <i>2,5 км</i>.
edit-target =
    🏁 <b>{ $habit }</b>
    Через сколько дней это привычка? Нажмите на число или напишите своё.
target-hint = Нужно число от 1 до 3650.
edit-reminders =
    🔔 <b>{ $habit }</b>
    Нажмите на напоминание, чтобы изменить его.
edit-no-reminders =
    🔕 <b>{ $habit }</b>
    Напоминаний пока нет.
edit-reminder =
    🔔 <b>{ $habit }</b>
    { $reminder }

    Повторять, пока не ответите? «Примерно» может прийти до 15 минут позже.
edit-reminder-days =
    🔔 <b>{ $habit }</b>
    По каким из её дней? Отметьте и нажмите «Сохранить».
edit-new-reminder =
    🔔 <b>{ $habit }</b>
    Когда спросить? Нажмите на время или напишите своё, например 21:30.
edit-reminder-time =
    🔔 <b>{ $habit }</b>
    Сейчас в { $time }. Напишите другое время, например 21:30.
reminder-nag = каждые { $minutes } мин
reminder-around = примерно
time-taken = В это время напоминание уже есть.
does-not-go = С остальным в этой привычке это не сочетается.
too-many = Больше уже нельзя.
edit-order = ↕️ <b>Порядок в списках</b>
order-this = { $number }. <b>{ $habit }</b>
order-other = { $number }. { $habit }
edit-changed = ✓ Изменено
changed-meanwhile = Тем временем привычку изменили в другом месте. Вот какая она теперь:
toast-undone = ↩️ Всё как было
toast-copied = 📄 Скопировано: новая привычка начинается сегодня
habit-export-caption = 💾 Всё о привычке <b>{ $habit }</b>
button-edit = ✏️ Изменить
button-card-edit-name = ✏️ Название
button-card-edit-tags = 🏷 Метки
button-card-edit-days = 📅 Дни
button-card-edit-goal = 🎯 Норма
button-card-edit-target = 🏁 Цель
button-card-edit-reminders = 🔔 Напоминания
button-card-edit-order = ↕️ Порядок
button-carry-over-on = ✓ ↪️ Переносить
button-carry-over-off = ↪️ Переносить
button-copy-habit = 📄 Копия
button-export-habit = 💾 В файл
button-no-tags = Без меток
button-pick-dates = Числа месяца…
button-every-n = Раз в несколько дней…
button-times-a-week = N раз в неделю…
button-times-a-month = N раз в месяц…
button-goal-least = ⬆️ Не меньше…
button-goal-most = ⬇️ Не больше…
button-card-no-goal = Да или нет
button-step = ➕ Шаг касания…
button-no-target = Без цели
button-measure-streak = подряд
button-measure-total = всего
button-archive-when-reached = 📦 Потом в архив
button-first-reminder = ➕ Напоминание
button-new-reminder = ➕ Ещё одно
button-reminder-time = 🕐 Время
button-reminder-days = 📅 Дни недели
button-no-nag = один раз
button-around = 〰️ Примерно
button-remove-reminder = 🗑 Убрать
button-up = ⬆️ Выше
button-down = ⬇️ Ниже
button-first = ⏫ Первая
button-last = ⏬ Последняя

## The days of a habit

button-history = 🗓 История
history-headline =
    🗓 <b>{ $habit }</b>
    { $from } – { $to }. Нажмите на день, чтобы открыть его.
history-note = <b>{ $date }</b>: { $note }
history-more-notes = { $count ->
        [one] Ещё { $count } заметка за этот месяц
        [few] Ещё { $count } заметки за этот месяц
       *[many] Ещё { $count } заметок за этот месяц
    }
history-to-come = Этот день ещё впереди.
history-before = Эта привычка началась { $date }.
