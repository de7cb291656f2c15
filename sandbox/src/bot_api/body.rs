//! Reads a call's parameters from wherever they came: query, form, JSON or multipart.

use axum::{
    Form, RequestExt,
    extract::{FromRequest, Multipart, Query, Request},
    http::header,
};
use serde_json::{Map, Value};

use super::parameters::{Params, Upload};
use crate::refusal::Refused;

type Pairs = Vec<(String, String)>;

pub(super) async fn read(request: Request) -> Result<Params, Refused> {
    let mut params = Params::default();
    let query = Query::<Pairs>::try_from_uri(request.uri()).map_err(|_| Refused::bad("can't parse query"))?;
    params.take_pairs(query.0);
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind =
        content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/json" => params.take_json(request).await?,
        "application/x-www-form-urlencoded" => params.take_form(request).await?,
        "multipart/form-data" => params.take_multipart(request).await?,
        _ => {}
    }
    Ok(params)
}

impl Params {
    fn take_pairs(&mut self, pairs: Pairs) {
        self.values.extend(pairs.into_iter().map(|(name, value)| (name, Value::String(value))));
    }

    async fn take_form(&mut self, request: Request) -> Result<(), Refused> {
        // axum reads the form of a GET from its query.
        if request.method() == axum::http::Method::GET {
            return Ok(());
        }
        let Form(pairs) =
            Form::<Pairs>::from_request(request, &()).await.map_err(|_| Refused::bad("can't parse form"))?;
        self.take_pairs(pairs);
        Ok(())
    }

    async fn take_json(&mut self, request: Request) -> Result<(), Refused> {
        let bytes: axum::body::Bytes =
            request.extract().await.map_err(|_| Refused::bad("can't read the request"))?;
        if bytes.is_empty() {
            return Ok(());
        }
        let object: Map<String, Value> =
            serde_json::from_slice(&bytes).map_err(|_| Refused::bad("can't parse JSON object"))?;
        self.values.extend(object);
        Ok(())
    }

    async fn take_multipart(&mut self, request: Request) -> Result<(), Refused> {
        let broken = || Refused::bad("can't parse multipart form data");
        let mut parts = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
        while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let mime = part.content_type().map(str::to_owned);
            if let Some(file_name) = file_name {
                let bytes = part.bytes().await.map_err(|_| broken())?.to_vec();
                let upload = Upload { name: file_name, mime, bytes };
                self.uploads.insert(name, upload);
            } else {
                let text = part.text().await.map_err(|_| broken())?;
                self.values.insert(name, Value::String(text));
            }
        }
        Ok(())
    }
}
