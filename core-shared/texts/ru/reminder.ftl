# Напоминание и то, во что оно превращается.

reminder = 🔔 <b>{ $habit }</b>
reminder-quit = 🌿 <b>{ $habit }</b>: всё ещё без этого?
reminder-for-day = за { $date }
reminder-done = ✅ <b>{ $habit }</b>
reminder-skipped = ⏭ <b>{ $habit }</b>: пропуск, серия сохранится
reminder-not-done = ✖️ <b>{ $habit }</b>: не в этот раз
reminder-lapse = ✖️ <b>{ $habit }</b>: записано, бывает. Начинаем новый отсчёт.
reminder-exceeded = 🔶 <b>{ $habit }</b>: больше предела. Новый день начнётся с нуля.
reminder-frozen = 🧊 <b>{ $habit }</b>: потрачена заморозка, серия сохранится
reminder-snoozed = 💤 <b>{ $habit }</b>: спрошу снова в { $time }
reminder-snoozed-until = 💤 <b>{ $habit }</b>: спрошу снова { $date } в { $time }
reminder-closed = ▫️ <b>{ $habit }</b>: { $date } — этот день закончился. Отметить его ещё можно в /habits.
reminder-partial = 🔹 <b>{ $habit }</b>: { $date } — этот день закончился, часть сделана. Добавить ещё можно в /habits.
reminder-carried = ↪️ <b>{ $habit }</b>: перенесено, было на { $date }
reminder-paused = ⏸ <b>{ $habit }</b>: { $date } — день паузы
button-done = ✅ Готово
button-kept = ✅ Получилось
button-lapse = ✖️ Срыв
button-skip = ⏭ Пропустить
button-later = 💤 Позже
button-undo = ↩️ Отменить
button-back = ‹ Назад
button-in-minutes =
    { $minutes ->
        [one] Через { $minutes } минуту
        [few] Через { $minutes } минуты
       *[many] Через { $minutes } минут
    }
button-in-hours =
    { $hours ->
        [one] Через { $hours } час
        [few] Через { $hours } часа
       *[many] Через { $hours } часов
    }
button-at = В { $time }
button-tomorrow = Завтра

# Несколько привычек в одном сообщении.
reminders = 🔔 <b>Пора</b>
reminders-late = 🕰 <b>Пока меня не было, подошло время</b>
reminder-open = ▫️ <b>{ $habit }</b>
reminder-quit-open = 🌿 <b>{ $habit }</b>: всё ещё без этого?
button-done-of = ✅ { $habit }
button-undo-of = ↩️ { $habit }
button-skip-short = ⏭
button-lapse-short = ✖️

# День целиком.
overview-morning =
    { $count ->
        [one] ☀️ <b>Сегодня { $count } привычка</b>
        [few] ☀️ <b>Сегодня { $count } привычки</b>
       *[many] ☀️ <b>Сегодня { $count } привычек</b>
    }
overview-evening = 🌙 <b>Сегодня ещё не отмечено</b>
overview-more = … и ещё { $count }

# После многих напоминаний без ответа.
still-there =
    { $days ->
        [one] Я напоминал { $days } день и не получил ответа, поэтому теперь помолчу. Напоминать дальше?
        [few] Я напоминал { $days } дня и не получил ответа, поэтому теперь помолчу. Напоминать дальше?
       *[many] Я напоминал { $days } дней и не получил ответа, поэтому теперь помолчу. Напоминать дальше?
    }
reminding-on = 🔔 Буду напоминать дальше.
reminding-off = 🔕 Больше не напоминаю. Привычки и числа остаются.
button-keep-reminding = 🔔 Напоминать дальше
button-stop-reminding = 🔕 Больше не напоминать
