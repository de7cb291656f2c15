//! The texts that people read: Fluent files in `core-shared/texts/<language>/`, compiled in.
//!
//! Arguments of [`html`] are escaped here, so that no caller can forget it.

mod amounts;
mod spans;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{Loader, static_loader};
use jiff::civil::Date;
use unic_langid::{LanguageIdentifier, langid};

use crate::domain::{Locale, MonthDay, Period, Schedule, Weekday, Weekdays};
use crate::screen::Html;

pub use amounts::{amount, goal, measured, points, step};
pub use spans::{out_of, span, streak};

static_loader! {
    static TEXTS = {
        locales: "./texts",
        fallback_language: "en",
        // Marks of direction around arguments would end up in buttons and names.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A value inside a text.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    Number(i64),
    Text(Cow<'a, str>),
    Html(Html),
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<Html> for Arg<'_> {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

/// The text `id` for a button, a toast or a command list: nothing is escaped.
pub fn plain(locale: Locale, id: &str, args: &[(&'static str, Arg<'_>)]) -> String {
    lookup(locale, id, args, Cow::clone)
}

/// The text `id` for a message; text arguments are escaped.
pub fn html(locale: Locale, id: &str, args: &[(&'static str, Arg<'_>)]) -> Html {
    Html::trusted(lookup(locale, id, args, |text| Cow::Owned(Html::escaped(text).to_string())))
}

fn lookup<'a>(
    locale: Locale,
    id: &str,
    args: &[(&'static str, Arg<'a>)],
    prepare: impl Fn(&Cow<'a, str>) -> Cow<'a, str>,
) -> String {
    let values: HashMap<Cow<'static, str>, FluentValue<'_>> = args
        .iter()
        .map(|(name, arg)| {
            let value = match arg {
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Text(text) => FluentValue::String(prepare(text)),
                Arg::Html(html) => FluentValue::String(Cow::Owned(html.to_string())),
            };
            (Cow::Borrowed(*name), value)
        })
        .collect();
    TEXTS.try_lookup_with_args(language(locale), id, &values).unwrap_or_else(|| {
        tracing::error!(id, "a text is missing");
        id.to_owned()
    })
}

fn language(locale: Locale) -> &'static LanguageIdentifier {
    static EN: LanguageIdentifier = langid!("en");
    static RU: LanguageIdentifier = langid!("ru");
    match locale {
        Locale::En => &EN,
        Locale::Ru => &RU,
    }
}

/// A date as people say it: "Fri, 20 Nov".
pub fn date(locale: Locale, date: Date) -> String {
    let weekday = weekday(locale, Weekday::of(date));
    let month = plain(locale, &format!("month-{}", date.month()), &[]);
    plain(
        locale,
        "date",
        &[("weekday", weekday.into()), ("day", date.day().to_string().into()), ("month", month.into())],
    )
}

/// A date that may be in another year: "20 Nov 2027".
pub fn date_with_year(locale: Locale, date: Date) -> String {
    let month = plain(locale, &format!("month-{}", date.month()), &[]);
    plain(
        locale,
        "date-with-year",
        &[
            ("day", date.day().to_string().into()),
            ("month", month.into()),
            ("year", date.year().to_string().into()),
        ],
    )
}

/// The short name of a weekday: "Fri".
pub fn weekday(locale: Locale, day: Weekday) -> String {
    let id = match day {
        Weekday::Mon => "weekday-mon",
        Weekday::Tue => "weekday-tue",
        Weekday::Wed => "weekday-wed",
        Weekday::Thu => "weekday-thu",
        Weekday::Fri => "weekday-fri",
        Weekday::Sat => "weekday-sat",
        Weekday::Sun => "weekday-sun",
    };
    plain(locale, id, &[])
}

/// The days that a schedule asks for: "every day", "3 times a week".
pub fn schedule(locale: Locale, schedule: &Schedule) -> String {
    match schedule {
        Schedule::Daily {} => weekdays(locale, Weekdays::ALL),
        Schedule::Weekdays { days } => weekdays(locale, *days),
        Schedule::EveryNDays { n, .. } => plain(locale, "days-every-n", &[("n", u32::from(*n).into())]),
        Schedule::MonthDays { dates } => {
            let last = || plain(locale, "days-last-of-month", &[]);
            let names = dates.days().map(|day| match day {
                MonthDay::Number(number) => number.to_string(),
                MonthDay::Last => last(),
            });
            let names = names.collect::<Vec<_>>().join(", ");
            plain(locale, "days-of-month", &[("dates", names.into())])
        }
        Schedule::TimesPer { n, period } => {
            let id = match period {
                Period::Week => "days-times-a-week",
                Period::Month => "days-times-a-month",
            };
            plain(locale, id, &[("n", u32::from(*n).into())])
        }
    }
}

/// A set of weekdays: "every day", "weekdays", or their short names.
pub fn weekdays(locale: Locale, days: Weekdays) -> String {
    match days {
        Weekdays::ALL => plain(locale, "days-every-day", &[]),
        Weekdays::WORKDAYS => plain(locale, "days-workdays", &[]),
        some => some.days().map(|day| weekday(locale, day)).collect::<Vec<_>>().join(", "),
    }
}

/// The text, or its beginning and "…" when it has more than `most` characters.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_in_the_language_of_the_reader() {
        let day = "2026-11-20".parse().unwrap();
        assert_eq!(date(Locale::En, day), "Fri, 20 Nov");
        assert_eq!(date(Locale::Ru, day), "пт, 20 ноября");
        assert_eq!(date_with_year(Locale::En, day), "20 Nov 2026");
        assert_eq!(date_with_year(Locale::Ru, day), "20 ноября 2026");
    }

    #[test]
    fn every_kind_of_schedule_can_be_said() {
        let said = |locale, json: &str| schedule(locale, &serde_json::from_str(json).unwrap());
        for (json, english, russian) in [
            (r#"{"kind":"daily"}"#, "every day", "каждый день"),
            (r#"{"kind":"weekdays","days":["mon","wed"]}"#, "Mon, Wed", "пн, ср"),
            (r#"{"kind":"every_n_days","n":3,"anchor":"2026-11-21"}"#, "every 3 days", "раз в 3 дня"),
            (
                r#"{"kind":"month_days","dates":[1,15,"last"]}"#,
                "each month: 1, 15, last day",
                "каждый месяц: 1, 15, последний день",
            ),
            (r#"{"kind":"times_per","n":1,"period":"week"}"#, "once a week", "раз в неделю"),
            (r#"{"kind":"times_per","n":5,"period":"month"}"#, "5 times a month", "5 раз в месяц"),
        ] {
            assert_eq!(
                (said(Locale::En, json), said(Locale::Ru, json)),
                (english.to_owned(), russian.to_owned())
            );
        }
    }

    #[test]
    fn arguments_of_a_message_are_escaped_and_those_of_a_button_are_not() {
        let name = || [("habit", Arg::from("a<b"))];
        assert!(html(Locale::En, "reminder", &name()).as_str().contains("a&lt;b"));
        assert!(plain(Locale::En, "reminder", &name()).contains("a<b"));
    }
}
