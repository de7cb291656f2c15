# Words that several messages use.

date = { $weekday }, { $day } { $month }
date-with-year = { $day } { $month } { $year }
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
days-every-day = every day
days-workdays = Monday to Friday
span-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
span-weeks =
    { $count ->
        [one] { $count } week
       *[other] { $count } weeks
    }
span-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
out-of-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
out-of-weeks =
    { $count ->
        [one] { $count } week
       *[other] { $count } weeks
    }
out-of-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
streak = 🔥 { $span } in a row
streak-without-lapse = 🔥 { $span } without a lapse
amount-of-goal = { $amount } of { $goal }
amount-and-limit = { $amount } (at most { $goal })
goal-at-least = at least { $goal } a day
goal-at-most = at most { $goal } a day
days-every-n =
    { $n ->
        [one] every day
       *[other] every { $n } days
    }
days-of-month = each month: { $dates }
days-last-of-month = last day
days-times-a-week =
    { $n ->
        [one] once a week
       *[other] { $n } times a week
    }
days-times-a-month =
    { $n ->
        [one] once a month
       *[other] { $n } times a month
    }
button-today = 📋 Today
