<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** The mail with QR code and installation link, with the settings of every mail of WooCommerce. */
class InstallationMail extends \WC_Email {
	public array $esims = array();

	public function __construct() {
		$this->id             = 'gigastore_installation';
		$this->customer_email = true;
		$this->title          = __( 'eSIM installation', 'gigastore-woocommerce' );
		$this->description    = __( 'Sent with the QR code when an eSIM was sold.', 'gigastore-woocommerce' );
		$this->template_base  = dirname( __DIR__ ) . '/templates/';
		$this->template_html  = 'emails/gigastore-installation.php';
		$this->template_plain = 'emails/plain/gigastore-installation.php';
		$this->placeholders   = array( '{order_number}' => '' );
		parent::__construct();
	}

	public function get_default_subject() {
		return __( 'Install your eSIM (order {order_number})', 'gigastore-woocommerce' );
	}

	public function get_default_heading() {
		return __( 'Your eSIM is ready', 'gigastore-woocommerce' );
	}

	/** Sends the mail about these eSIMs of an order, if it is enabled. */
	public function trigger( \WC_Order $order, array $esims ): void {
		$this->setup_locale();
		$this->object    = $order;
		$this->esims     = $esims;
		$this->recipient = $order->get_billing_email();
		$this->placeholders['{order_number}'] = $order->get_order_number();
		if ( $this->is_enabled() && $this->get_recipient() ) {
			$this->send(
				$this->get_recipient(),
				$this->get_subject(),
				$this->get_content(),
				$this->get_headers(),
				$this->get_attachments()
			);
		}
		$this->restore_locale();
	}

	public function get_content_html() {
		return $this->content( $this->template_html, false );
	}

	public function get_content_plain() {
		return $this->content( $this->template_plain, true );
	}

	private function content( string $template, bool $plain_text ): string {
		return wc_get_template_html(
			$template,
			array(
				'order'         => $this->object,
				'esims'         => $this->esims,
				'email_heading' => $this->get_heading(),
				'sent_to_admin' => false,
				'plain_text'    => $plain_text,
				'email'         => $this,
			),
			'',
			$this->template_base
		);
	}
}
