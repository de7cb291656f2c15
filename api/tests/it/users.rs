//! Users: first contact, settings.

use core_shared::client::FirstContact;
use core_shared::contract::users::{PatchUser, PutUser};
use core_shared::domain::{Locale, UserId, Zone};

use crate::harness::Api;

#[tokio::test]
async fn somebody_new_is_created_and_somebody_known_keeps_their_settings() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let russian = PutUser { locale: Some(Locale::Ru), zone: None };
    let (anna, first) = api.bot.put_user(UserId(7), &russian).await.unwrap();
    assert_eq!((anna.locale, anna.zone, first), (Locale::Ru, None, FirstContact::Yes));

    let english = PutUser { locale: Some(Locale::En), zone: Some(Zone::parse("Asia/Tokyo").unwrap()) };
    let (again, first) = api.bot.put_user(UserId(7), &english).await.unwrap();
    assert_eq!((again.locale, again.zone, first), (Locale::Ru, None, FirstContact::No));
}

#[tokio::test]
async fn the_day_follows_the_zone_and_the_day_start_at_once() {
    let api = Api::at("2026-11-16T23:30[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let today = async || api.bot.get_user(anna.id).await.unwrap().today.to_string();
    assert_eq!(today().await, "2026-11-16");
    anna.moves_to_zone("Asia/Tokyo").await;
    assert_eq!(today().await, "2026-11-17");
    anna.starts_days_at("08:00").await;
    assert_eq!(today().await, "2026-11-16");
}

#[tokio::test]
async fn a_change_leaves_the_rest_alone() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    let patch = PatchUser { locale: Some(Locale::Ru), ..PatchUser::default() };
    let changed = api.bot.patch_user(anna.id, &patch).await.unwrap();
    assert_eq!((changed.locale, changed.zone.unwrap().name()), (Locale::Ru, "Europe/Berlin"));
}

#[tokio::test]
async fn every_zone_of_ours_is_one_of_the_database() {
    let api = Api::at("2026-11-16T12:00[Europe/Berlin]").await;
    let anna = api.user(7, "Europe/Berlin").await;
    for zone in Zone::all() {
        let patch = PatchUser { zone: Some(zone.clone()), ..PatchUser::default() };
        let changed = api.bot.patch_user(anna.id, &patch).await;
        assert!(changed.is_ok(), "{zone}: {changed:?}");
    }
}
