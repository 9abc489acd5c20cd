import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ActivatedItemsApi;
import org.openapitools.client.api.ActivationsApi;
import org.openapitools.client.api.AuthenticationApi;
import org.openapitools.client.api.InventoryApi;
import org.openapitools.client.api.RefundsApi;
import org.openapitools.client.model.ActivatedItem;
import org.openapitools.client.model.Activation;
import org.openapitools.client.model.InventoryItem;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.RegisterCustomerRequest;
import org.openapitools.client.model.TopUpCustomerRequest;

/** Sells, tops up and refunds with the generated client. Each step prints a line: ok or FAILED. */
public class Sells {
  static final ApiClient client = new ApiClient();
  static ActivationsApi sales;
  static InventoryItem item;
  static Activation sale;
  static Activation topUp;

  interface Step {
    void run() throws Exception;
  }

  public static void main(String[] args) {
    client.updateBaseUri(args[0]);
    step("authenticates with client ID and client secret", Sells::authenticate);
    sales = new ActivationsApi(client);
    step("lists the inventory", Sells::list);
    step("sells once with an idempotency key that is sent twice", Sells::sellTwice);
    step("reads the package, its size exactly", Sells::read);
    step("tops up the customer", Sells::topUp);
    step("refunds the top-up", Sells::refund);
    step("receives a refusal with its code", Sells::refundAgain);
  }

  static void authenticate() throws ApiException {
    String key = "demo-client:demo-secret";
    authorize("Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
    authorize("Bearer " + new AuthenticationApi(client).authenticate(null).getAccessToken());
  }

  static void authorize(String header) {
    client.setRequestInterceptor(request -> request.setHeader("Authorization", header));
  }

  static void list() throws ApiException {
    var inventory =
        new InventoryApi(client).listInventory("VOLUME", "DESC", null, "WWW", true, null, null);
    item = inventory.getItems().get(0);
  }

  static void sellTwice() throws ApiException {
    String key = UUID.randomUUID().toString();
    sale = sell(key);
    expect(sell(key).getActivatedItem().getUid(), sale.getActivatedItem().getUid());
  }

  static Activation sell(String key) throws ApiException {
    var request = new RegisterCustomerRequest();
    request.inventoryItemId(item.getId().toString()).customerEmail("ada@example.com");
    return sales.registerCustomer(request, key, null);
  }

  static void read() throws ApiException {
    ActivatedItem sold = read(sale).getActivatedItem();
    expect(sold.getUid(), sale.getActivatedItem().getUid());
    long gigabytes = item.getSizeValue().longValue();
    expect(item.getSizeUnit(), InventoryItem.SizeUnitEnum.GB);
    // More than 2 GB, which an integer of 32 bits does not hold.
    expect(gigabytes > 2, true);
    expect(sold.getBalance().getAvailableBytes(), gigabytes << 30);
  }

  static void topUp() throws ApiException {
    var request = new TopUpCustomerRequest();
    request.inventoryItemId(item.getId().toString());
    request.customerUid(sale.getCustomer().getUid().toString());
    topUp = sales.topUpCustomer(request, UUID.randomUUID().toString(), null);
    expect(topUp.getEsimProfile(), null);
  }

  static void refund() throws ApiException {
    new RefundsApi(client).refundPackage(uidOf(topUp), null, null, null);
    expect(read(topUp).getActivatedItem().getState(), ActivatedItem.StateEnum.REFUNDED);
  }

  static void refundAgain() throws Exception {
    try {
      new RefundsApi(client).refundPackage(uidOf(topUp), null, null, null);
    } catch (ApiException refused) {
      ObjectMapper json = client.getObjectMapper();
      Problem problem = json.readValue(refused.getResponseBody(), Problem.class);
      expect(refused.getCode(), 409);
      expect(problem.getCode(), "already_refunded");
      return;
    }
    throw new IllegalStateException("The second refund was not refused.");
  }

  static org.openapitools.client.model.PackageWithDelivery read(Activation of) throws ApiException {
    return new ActivatedItemsApi(client).getPackage(uidOf(of), null, null);
  }

  static String uidOf(Activation of) {
    return of.getActivatedItem().getUid().toString();
  }

  static void expect(Object value, Object expected) {
    if (!java.util.Objects.equals(value, expected)) {
      throw new IllegalStateException("expected " + expected + ", got " + value);
    }
  }

  static void step(String title, Step step) {
    try {
      step.run();
      System.out.println("ok " + title);
    } catch (Exception | Error fault) {
      System.out.println("FAILED " + title + ": " + fault);
    }
  }
}
