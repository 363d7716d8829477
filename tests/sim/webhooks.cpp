#include "webhooks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "bodies.hpp"
#include "http_client.hpp"

namespace sim {
namespace {

using std::chrono::milliseconds;

constexpr unsigned most_at_once = 8;
constexpr int last_try = 16;  // stands for the seven days after which the provider gives up

/// 0, 1, 2, 4 ... seconds after the first, second, third ... failure.
std::chrono::duration<double> pause_after(int tries, double scale) {
  return std::chrono::duration<double>(tries <= 1 ? 0 : std::ldexp(scale, tries - 2));
}

/// What a body tells of, for the ledger: wamids of messages and "STATUS wamid".
void list_wamids(const Json& value, Json& wamids) {
  for (const auto& message : value.value("messages", Json::array()))
    wamids.push_back(message.value("id", ""));
  for (const auto& status : value.value("statuses", Json::array()))
    wamids.push_back(status.value("status", "") + " " + status.value("id", ""));
}

void check(const WebhookSettings& settings) {
  if (!settings.url.empty()) require_loopback(settings.url);
  if (settings.batch < 1 || settings.batch > 1000) throw std::invalid_argument("batch is 1 to 1000");
  if (settings.concurrency < 1 || settings.concurrency > most_at_once)
    throw std::invalid_argument("concurrency is 1 to 8");
  if (settings.shape != "value" && settings.shape != "changes" && settings.shape != "entries")
    throw std::invalid_argument("shape is value, changes or entries");
  if (settings.signature != "good" && settings.signature != "wrong" && settings.signature != "none")
    throw std::invalid_argument("signature is good, wrong or none");
  if (!(settings.redelivery_scale >= 0)) throw std::invalid_argument("redelivery_scale is not negative");
}

}  // namespace

Webhooks::Webhooks(Sender sender, WebhookSettings settings, Clock& clock, Ledger& ledger)
    : sender_(std::move(sender)), clock_(clock), ledger_(ledger), settings_(std::move(settings)) {
  check(settings_);
  for (unsigned i = 0; i < most_at_once; ++i) threads_.emplace_back([this] { work(); });
}

Webhooks::~Webhooks() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Webhooks::add(Update update, milliseconds after) {
  const std::lock_guard lock(mutex_);
  updates_.emplace(Steady::now() + after, std::move(update));
  wake_.notify_one();
}

void Webhooks::configure(const Json& changes) {
  const std::lock_guard lock(mutex_);
  WebhookSettings wanted = settings_;
  for (const auto& [key, value] : changes.items()) {
    if (key == "url") {
      wanted.url = value.get<std::string>();
    } else if (key == "batch") {
      wanted.batch = value.get<std::size_t>();
    } else if (key == "shape") {
      wanted.shape = value.get<std::string>();
    } else if (key == "concurrency") {
      wanted.concurrency = value.get<unsigned>();
    } else if (key == "redelivery_scale") {
      wanted.redelivery_scale = value.get<double>();
    } else if (key == "signature") {
      wanted.signature = value.get<std::string>();
    } else if (key == "escape") {
      wanted.escape = value.get<bool>();
    } else if (key == "twice") {
      wanted.twice = value.get<bool>();
    } else {
      throw std::invalid_argument(fmt::format("webhooks have no setting \"{}\"", key));
    }
  }
  check(wanted);
  settings_ = std::move(wanted);
  wake_.notify_all();
}

WebhookSettings Webhooks::settings() const {
  const std::lock_guard lock(mutex_);
  return settings_;
}

std::size_t Webhooks::pending() const {
  const std::lock_guard lock(mutex_);
  return updates_.size() + deliveries_.size();
}

void Webhooks::clear() {
  const std::lock_guard lock(mutex_);
  updates_.clear();
  deliveries_.clear();
  calm_.notify_all();
}

bool Webhooks::settled(Steady::time_point asked) const {
  return under_way_ == 0 && (updates_.empty() || updates_.begin()->first > asked) &&
         std::none_of(deliveries_.begin(), deliveries_.end(), [&](const auto& d) { return d->due <= asked; });
}

std::size_t Webhooks::settle(milliseconds patience) {
  std::unique_lock lock(mutex_);
  if (!settings_.url.empty()) {
    const auto asked = Steady::now();
    std::multimap<Steady::time_point, Update> due;
    for (auto& [when, update] : updates_) due.emplace(std::min(when, asked), std::move(update));
    updates_ = std::move(due);
    for (auto& delivery : deliveries_) delivery->due = std::min(delivery->due, asked);
    wake_.notify_all();
    calm_.wait_for(lock, patience, [&] { return over_ || settled(asked); });
  }
  return updates_.size() + deliveries_.size();
}

void Webhooks::pack_due(Steady::time_point now) {
  std::vector<Update> gathered;
  while (!updates_.empty() && updates_.begin()->first <= now && gathered.size() < settings_.batch) {
    const bool whole = !updates_.begin()->second.raw.empty();
    if (whole && !gathered.empty()) break;  // raw bytes share a body with nobody
    gathered.push_back(std::move(updates_.begin()->second));
    updates_.erase(updates_.begin());
    if (whole) break;
  }
  Delivery delivery;
  delivery.due = now;
  if (!gathered.front().raw.empty()) {
    delivery.bytes = std::move(gathered.front().raw);
  } else {
    delivery.bytes = make_body(sender_, gathered, settings_.shape).dump(-1, ' ', settings_.escape);
    for (const auto& update : gathered) list_wamids(update.value, delivery.wamids);
  }
  if (settings_.signature != "none") delivery.signature = sign(sender_.app_secret, delivery.bytes);
  if (settings_.signature == "wrong")
    delivery.signature.back() = delivery.signature.back() == '0' ? '1' : '0';
  for (int copy = settings_.twice ? 2 : 1; copy > 0; --copy) {
    delivery.number = ++last_number_;
    deliveries_.push_back(std::make_shared<Delivery>(delivery));
  }
}

Webhooks::DeliveryPtr Webhooks::take_next(Steady::time_point now) {
  if (settings_.url.empty() || under_way_ >= settings_.concurrency) return nullptr;
  const auto first_due = [&] {
    return std::find_if(deliveries_.begin(), deliveries_.end(),
                        [&](const auto& d) { return !d->under_way && d->due <= now; });
  };
  auto found = first_due();
  if (found == deliveries_.end() && !updates_.empty() && updates_.begin()->first <= now) {
    pack_due(now);
    found = first_due();
  }
  if (found == deliveries_.end()) return nullptr;
  (*found)->under_way = true;
  ++(*found)->tries;
  ++under_way_;
  return *found;
}

Webhooks::Steady::time_point Webhooks::next_due() const {
  auto due = Steady::time_point::max();
  if (settings_.url.empty() || under_way_ >= settings_.concurrency) return due;
  if (!updates_.empty()) due = updates_.begin()->first;
  for (const auto& delivery : deliveries_) {
    if (!delivery->under_way) due = std::min(due, delivery->due);
  }
  return due;
}

void Webhooks::work() {
  std::string url;
  std::unique_ptr<HttpClient> client;
  std::unique_lock lock(mutex_);
  while (!over_) {
    const auto delivery = take_next(Steady::now());
    if (!delivery) {
      const auto due = next_due();
      if (due == Steady::time_point::max()) {
        wake_.wait(lock);
      } else {
        wake_.wait_until(lock, due);
      }
      continue;
    }
    const bool other_url = url != settings_.url;
    url = settings_.url;
    wake_.notify_one();  // another thread may take what is due beside this
    lock.unlock();
    const auto start = Steady::now();
    int status = 0;  // nobody answered
    try {
      const Url target = parse_url(url);
      if (!client || other_url) client = std::make_unique<HttpClient>(target);
      std::string headers =
          "User-Agent: facebookexternalua\r\nAccept: */*\r\nContent-Type: application/json\r\n";
      if (!delivery->signature.empty()) headers += "X-Hub-Signature-256: " + delivery->signature + "\r\n";
      if (const auto answer = client->request("POST", target.path, headers, delivery->bytes))
        status = answer->status;
    } catch (const Unreachable&) {
      status = 0;  // told by the ledger; the body comes again
    }
    const auto took = std::chrono::duration_cast<milliseconds>(Steady::now() - start).count();
    ledger_.add("webhooks", {{"number", delivery->number},
                             {"try", delivery->tries},
                             {"at", clock_.now()},
                             {"status", status},
                             {"ms", took},
                             {"bytes", delivery->bytes.size()},
                             {"wamids", delivery->wamids},
                             {"lost", status != 200 && delivery->tries >= last_try}});
    lock.lock();
    finish(delivery, status);
  }
}

void Webhooks::finish(const DeliveryPtr& delivery, int status) {
  --under_way_;
  delivery->under_way = false;
  if (status == 200 || delivery->tries >= last_try) {
    deliveries_.erase(std::remove(deliveries_.begin(), deliveries_.end(), delivery), deliveries_.end());
  } else {
    const auto pause = pause_after(delivery->tries, settings_.redelivery_scale);
    delivery->due = Steady::now() + std::chrono::duration_cast<Steady::duration>(pause);
  }
  wake_.notify_one();
  calm_.notify_all();
}

}  // namespace sim
